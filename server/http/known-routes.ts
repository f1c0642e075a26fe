import type { FastifyInstance } from 'fastify';

export interface KnownRoutes {
  /** Methods that an address takes, as an `Allow` header has them; empty when there is no such address. */
  methodsAt(url: string): string;
}

/** Notes the routes that are registered from now on: Fastify itself only says that a method and address are not there. */
export function watchRoutes(server: FastifyInstance): KnownRoutes {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const pattern = new RegExp(`^${url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}/?$`);
    routes.push({ pattern, methods: [method].flat() });
  });
  return {
    methodsAt(url) {
      const [path = ''] = url.split('?');
      return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].join(
        ', ',
      );
    },
  };
}
