/** What the address of the join screen may carry: a link or a QR code brings the code, and perhaps the server. */
export interface JoinAddress {
  readonly code?: string;
  readonly server?: string;
}

/** Ignores what is of another shape: addresses come from anywhere. */
export function readJoinAddress(search: Record<string, unknown>): JoinAddress {
  const { code, server } = search;
  return {
    // The router reads a code of digits as a number.
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code).slice(0, 40) } : {}),
    ...(typeof server === 'string' && URL.canParse(server) ? { server: server.slice(0, 300) } : {}),
  };
}
