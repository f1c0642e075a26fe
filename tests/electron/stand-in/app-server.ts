import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, ProtocolHandler>();

export const protocol = {
  registerSchemesAsPrivileged(_schemes: unknown): void {},
  handle(scheme: string, handler: ProtocolHandler): void {
    handlers.set(scheme, handler);
  },
};

/** Serves what the app's protocol handler answers, request targets passed on as they came. Returns the port. */
export async function startAppServer(): Promise<number> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const handler = handlers.get('app');
      if (handler === undefined) throw new Error('The app has registered no handler for app://');
      const answered = await handler(new Request(`app://endstp${request.url}`, { method: request.method ?? 'GET' }));
      response.writeHead(answered.status, Object.fromEntries(answered.headers));
      response.end(Buffer.from(await answered.arrayBuffer()));
    };
    answer().catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return (server.address() as AddressInfo).port;
}
