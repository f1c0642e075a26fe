import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicyOf } from '../shared/host/content-security-policy.ts';

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Headers of what the app's own addresses answer. */
export function securityHeadersOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return { ...securityHeaders, 'content-security-policy': contentSecurityPolicyOf(pathOf(request)) };
}

/** Not through `URL`: it throws for addresses that anybody can ask for, `//` say. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/**
 * Serves the files of the built page (`dist/renderer`), as brotli or gzip to whoever takes it, from the files that the
 * build put beside them. Each form has its own ETag.
 */
export async function registerAppFiles(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    cacheControl: false,
    preCompressed: true,
    setHeaders(reply, path) {
      const relativePath = path.slice(folder.length).replaceAll('\\', '/');
      // Names under assets/ hold a hash of their content; all others must be asked for again, the service worker first.
      const isImmutable = relativePath.startsWith('/assets/');
      reply.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (path.endsWith('.wasm')) reply.header('content-type', 'application/wasm');
    },
  });
}

/** True for an address of the page's own router: those have no extension. */
export function isAppScreen(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && extname(pathOf(request)) === '';
}

export function sendAppScreen(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
