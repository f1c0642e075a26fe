/** Where a database is: a PostgreSQL server, or a PGlite data directory on this machine. */
import { resolve } from 'node:path';

export type SqlTargetAddress =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'directory'; readonly path: string };

/** A `postgres://` or `postgresql://` URL is a server, anything else a path. */
export function parseTargetAddress(text: string): SqlTargetAddress {
  return /^postgres(ql)?:\/\//i.test(text) ? { kind: 'server', url: text } : { kind: 'directory', path: resolve(text) };
}

/** How a target is named in output: host, port and database of a server, never its user's password or parameters. */
export function nameOfTarget(address: SqlTargetAddress): string {
  if (address.kind === 'directory') return address.path;
  if (!URL.canParse(address.url)) return 'the given URL';
  const { hostname, port, pathname, username } = new URL(address.url);
  // An @ that separates no user from the host: a password with an unescaped / or ? has been taken for host and path.
  if (address.url.includes('@') && username === '') return 'the given URL';
  return `${hostname === '' ? 'local server' : hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

/**
 * What of an address must never be shown: passwords, as written and decoded. A text that is no URL may still hold one,
 * so then everything between the slashes and the host counts.
 */
export function secretsOf(address: SqlTargetAddress): readonly string[] {
  if (address.kind === 'directory') return [];
  const secrets = new Set<string>();
  if (URL.canParse(address.url)) {
    const url = new URL(address.url);
    for (const written of [
      url.password,
      ...['password', 'sslpassword'].map((key) => url.searchParams.get(key) ?? ''),
    ]) {
      secrets.add(written);
      secrets.add(decoded(written));
    }
  }
  const userInfo = /^[a-z]+:\/\/(.*)@/is.exec(address.url)?.[1] ?? '';
  const written = userInfo.includes(':') ? userInfo.slice(userInfo.indexOf(':') + 1) : '';
  secrets.add(written);
  secrets.add(decoded(written));
  // One or two characters would blank out innocent words, and protect nothing.
  return [...secrets].filter((secret) => secret.length > 2);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
