import type { JoinLink } from '../shared/host/desktop-bridge.ts';
import { readServerAddress } from '../shared/sync/server-address.ts';

/** Scheme of links that open the app from a browser, a chat or a QR code. */
export const linkScheme = 'endstp';

// Codes are typed by children from a blackboard: letters and digits, and dashes or spaces for reading, which do not count.
// Those of a classroom's hub have 16 signs more, by which its certificate is known.
const codePattern = /^(?:[A-Z0-9]{4,16}|[A-Z0-9]{24})$/;

/**
 * Reads `endstp://join/CODE`, with or without `?server=ADDRESS`. Null for any other address: links come from outside the
 * app, so whatever is not exactly this is ignored. The code comes back in upper case without dashes; the server is shown to
 * the person before anything is asked of it.
 */
export function parseJoinLink(address: string): JoinLink | null {
  if (address.length > 300 || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${linkScheme}:` || url.host.toLowerCase() !== 'join') return null;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return null;
  const serverUrl = readServer(url.searchParams);
  if (serverUrl === undefined) return null;
  // Windows browsers append a slash.
  const code = url.pathname.replace(/^\//, '').replace(/\/$/, '').replaceAll('-', '').toUpperCase();
  return codePattern.test(code) ? { code, serverUrl } : null;
}

/** Null without one; undefined for anything that a link of ours does not have. */
function readServer(parameters: URLSearchParams): string | null | undefined {
  const names = [...parameters.keys()];
  if (names.length === 0) return null;
  if (names.length !== 1 || names[0] !== 'server') return undefined;
  const address = readServerAddress(parameters.get('server') ?? '');
  return address.ok ? address.value : undefined;
}

/** The first join link among a process's arguments: how Windows and Linux pass a link to the app. */
export function findJoinLink(args: readonly string[]): JoinLink | null {
  for (const argument of args) {
    const link = parseJoinLink(argument);
    if (link !== null) return link;
  }
  return null;
}
