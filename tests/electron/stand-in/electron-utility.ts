/** What the module `electron` has in a utility process. */
export const net = { fetch: globalThis.fetch };
