import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { contentSecurityPolicy } from '../shared/host/content-security-policy.ts';

export interface StaticServerOptions {
  /** The built page, `dist/renderer`. */
  readonly folder: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface StaticServer {
  /** With scheme and port, no slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/**
 * Serves the built page on this machine only (127.0.0.1): browsers grant storage, service workers and wasm to loopback
 * as to HTTPS. The page needs no SharedArrayBuffer, so it is not isolated from other origins.
 * Rejects with the system's error (`EADDRINUSE`, `EACCES`) when the port cannot be had.
 */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  await server.register(fastifyStatic, {
    root: options.folder,
    wildcard: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const relativePath = path.slice(options.folder.length).replaceAll('\\', '/');
      // Names under assets/ hold a hash of their content; all others must be asked for again, the service worker first.
      const isImmutable = relativePath.startsWith('/assets/');
      reply.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (path.endsWith('.wasm')) reply.header('content-type', 'application/wasm');
    },
  });
  server.setNotFoundHandler(async (request, reply) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    // Addresses without an extension are screens of the page's own router.
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && extname(path) === '') return reply.sendFile('index.html');
    return reply.code(404).type('text/plain; charset=utf-8').send('No such file.');
  });
  const address = await server.listen({ host: '127.0.0.1', port: options.port });
  return { address, close: () => server.close() };
}
