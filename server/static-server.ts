import fastify from 'fastify';
import { isAppScreen, registerAppFiles, securityHeadersOf, sendAppScreen } from './app-files.ts';

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

/**
 * Serves the built page on this machine only (127.0.0.1): browsers grant storage, service workers and wasm to loopback
 * as to HTTPS. The page needs no SharedArrayBuffer, so it is not isolated from other origins.
 * Rejects with the system's error (`EADDRINUSE`, `EACCES`) when the port cannot be had.
 */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.addHook('onSend', async (request, reply) => {
    reply.headers(securityHeadersOf(request));
  });
  await registerAppFiles(server, options.folder);
  server.setNotFoundHandler(async (request, reply) => {
    if (isAppScreen(request)) return sendAppScreen(reply);
    return reply.code(404).type('text/plain; charset=utf-8').send('No such file.');
  });
  const address = await server.listen({ host: '127.0.0.1', port: options.port });
  return { address, close: () => server.close() };
}
