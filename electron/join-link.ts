import type { JoinLink } from '../shared/host/desktop-bridge.ts';

/** Scheme of links that open the app from a browser, a chat or a QR code. */
export const linkScheme = 'endstp';

// Codes are typed by children from a blackboard: letters and digits, and dashes or spaces for reading, which do not count.
const codePattern = /^[A-Z0-9]{4,16}$/;

/**
 * Reads `endstp://join/CODE`. Null for any other address: links come from outside the app, so whatever is not exactly
 * this is ignored. The code comes back in upper case without dashes.
 */
export function parseJoinLink(address: string): JoinLink | null {
  if (address.length > 200 || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${linkScheme}:` || url.host.toLowerCase() !== 'join') return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  // Windows browsers append a slash.
  const code = url.pathname.replace(/^\//, '').replace(/\/$/, '').replaceAll('-', '').toUpperCase();
  return codePattern.test(code) ? { code } : null;
}

/** The first join link among a process's arguments: how Windows and Linux pass a link to the app. */
export function findJoinLink(args: readonly string[]): JoinLink | null {
  for (const argument of args) {
    const link = parseJoinLink(argument);
    if (link !== null) return link;
  }
  return null;
}
