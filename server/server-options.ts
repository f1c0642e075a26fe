/** How a server is set up: flags win over environment variables. Nothing here is ever printed whole: it holds secrets. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readServerAddress } from '../shared/sync/server-address.ts';
import type { UpstreamOptions } from './relay/upstream-relay.ts';
import type { LogLevel } from './server-log.ts';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Database, JWT secret and copies of a server without PostgreSQL; the JWT secret of one with it. */
  readonly dataFolder: string;
  /** Null for the embedded database. */
  readonly databaseUrl: string | null;
  /** For LISTEN, where `databaseUrl` leads to a pooler. */
  readonly directDatabaseUrl: string | null;
  readonly databaseConnections: number;
  /** Null: made once and kept in the data folder. */
  readonly jwtSecret: string | null;
  readonly trustProxy: boolean | string;
  /** How devices reach this server; printed, and part of links that it makes. */
  readonly publicUrl: string | null;
  readonly logLevel: LogLevel;
  /** A classroom's hub: reached by its network, with a certificate of its own unless one is given. */
  readonly isHub: boolean;
  /** A certificate that an authority, or the school, vouches for. */
  /** The central server that a hub relays to; null for none. */
  readonly upstream: UpstreamOptions | null;
  readonly certificateFiles: { readonly certificatePath: string; readonly keyPath: string } | null;
}

interface Setting {
  readonly flag: string;
  readonly variable: string;
  readonly value: string;
  readonly meaning: string;
  /** Given without a value. */
  readonly isSwitch?: true;
}

/** Everything that can be set, for `--help` and docs/server.md. */
export const serverSettings: readonly Setting[] = [
  { flag: 'port', variable: 'PORT', value: 'NUMBER', meaning: 'where it listens (4717; 0 takes any free one)' },
  {
    flag: 'host',
    variable: 'HOST',
    value: 'ADDRESS',
    meaning: 'on which address (127.0.0.1; 0.0.0.0 for a network, behind TLS, and for a hub)',
  },
  {
    flag: 'data-dir',
    variable: 'DATA_DIR',
    value: 'DIR',
    meaning: 'where the embedded database and the JWT secret are kept (~/.end-stp-server)',
  },
  {
    flag: 'database-url',
    variable: 'DATABASE_URL',
    value: 'URL',
    meaning: 'a PostgreSQL server instead of the embedded database; may lead to PgBouncer',
  },
  {
    flag: 'direct-database-url',
    variable: 'DIRECT_DATABASE_URL',
    value: 'URL',
    meaning: 'the same without the pooler, for hints; without it a pooled server looks every second',
  },
  {
    flag: 'database-connections',
    variable: 'DATABASE_CONNECTIONS',
    value: 'NUMBER',
    meaning: 'most connections of this process (10)',
  },
  {
    flag: 'jwt-secret',
    variable: 'JWT_SECRET',
    value: 'TEXT',
    meaning: 'at least 32 characters, the same for all processes; better set as a variable than as a flag',
  },
  {
    flag: 'trust-proxy',
    variable: 'TRUST_PROXY',
    value: 'yes|ADDRESSES',
    meaning: 'believe X-Forwarded-For of these addresses (no)',
  },
  {
    flag: 'hub',
    variable: 'HUB',
    value: '',
    meaning: 'be a classroom hub: listen in the network, over TLS, with a certificate of its own',
    isSwitch: true,
  },
  {
    flag: 'tls-certificate',
    variable: 'TLS_CERTIFICATE',
    value: 'FILE',
    meaning: 'a certificate (PEM, with its chain) to serve HTTPS with; needs --tls-key',
  },
  { flag: 'tls-key', variable: 'TLS_KEY', value: 'FILE', meaning: 'its private key (PEM)' },
  {
    flag: 'upstream',
    variable: 'UPSTREAM',
    value: 'URL',
    meaning: 'the central server that this hub exchanges with whenever it can be reached; needs --upstream-email',
  },
  {
    flag: 'upstream-email',
    variable: 'UPSTREAM_EMAIL',
    value: 'ADDRESS',
    meaning: 'the account of the hub there; its password, once, in UPSTREAM_PASSWORD',
  },
  { flag: 'public-url', variable: 'PUBLIC_URL', value: 'URL', meaning: 'how devices reach this server' },
  { flag: 'log-level', variable: 'LOG_LEVEL', value: 'LEVEL', meaning: 'debug, info, warn, error or silent (info)' },
];

/** Something the operator has to put right; its message says what and how, and is all that is shown. */
export class OptionError extends Error {}

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** @param flags values of `--flag`, by name */
export function readServerOptions(
  flags: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): ServerOptions {
  const read = (flag: string): string | null => {
    const setting = serverSettings.find((known) => known.flag === flag);
    const text = flags[flag] ?? environment[setting?.variable ?? ''] ?? '';
    return text.trim() === '' ? null : text.trim();
  };
  const level = read('log-level') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined) throw new OptionError(`The log level is one of ${logLevels.join(', ')}.`);
  const jwtSecret = read('jwt-secret');
  if (jwtSecret !== null && Buffer.byteLength(jwtSecret) < 32) {
    throw new OptionError('JWT_SECRET needs at least 32 characters. `openssl rand -base64 48` makes a good one.');
  }
  const isHub = readSwitch('hub', read('hub'));
  return {
    host: read('host') ?? (isHub ? '0.0.0.0' : '127.0.0.1'),
    port: readNumber('port', read('port') ?? '4717', 0, 65_535),
    dataFolder: resolve(read('data-dir') ?? join(homedir(), '.end-stp-server')),
    databaseUrl: readDatabaseUrl('database-url', read('database-url')),
    directDatabaseUrl: readDatabaseUrl('direct-database-url', read('direct-database-url')),
    databaseConnections: readNumber('database-connections', read('database-connections') ?? '10', 1, 500),
    jwtSecret,
    trustProxy: readTrustProxy(read('trust-proxy')),
    publicUrl: readPublicUrl(read('public-url')),
    logLevel,
    isHub,
    upstream: readUpstream(read('upstream'), read('upstream-email'), environment.UPSTREAM_PASSWORD ?? null),
    certificateFiles: readCertificateFiles(read('tls-certificate'), read('tls-key')),
  };
}

function readUpstream(url: string | null, email: string | null, password: string | null): UpstreamOptions | null {
  if (url === null && email === null) return null;
  const address = readServerAddress(url ?? '');
  if (!address.ok || email === null) {
    throw new OptionError('--upstream takes an https:// address, and --upstream-email the account of this hub there.');
  }
  return { serverUrl: address.value, email, password: password === null || password === '' ? null : password };
}

function readSwitch(flag: string, text: string | null): boolean {
  if (text === null || /^(no|false|0)$/i.test(text)) return false;
  if (/^(yes|true|1)$/i.test(text)) return true;
  throw new OptionError(`--${flag} takes no value; its variable is yes or no.`);
}

function readCertificateFiles(
  certificatePath: string | null,
  keyPath: string | null,
): ServerOptions['certificateFiles'] {
  if (certificatePath === null && keyPath === null) return null;
  if (certificatePath !== null && keyPath !== null) {
    return { certificatePath: resolve(certificatePath), keyPath: resolve(keyPath) };
  }
  throw new OptionError('--tls-certificate and --tls-key belong together: give both.');
}

function readNumber(flag: string, text: string, lowest: number, highest: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= lowest && number <= highest) return number;
  throw new OptionError(`--${flag} takes a whole number from ${lowest} to ${highest}.`);
}

function readDatabaseUrl(flag: string, text: string | null): string | null {
  if (text === null) return null;
  // Not repeated in the message: it may hold a password.
  if (/^postgres(ql)?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new OptionError(
    `--${flag} takes postgres://USER:PASSWORD@HOST:PORT/NAME, with / ? # @ in a password written as %XX.`,
  );
}

function readPublicUrl(text: string | null): string | null {
  if (text === null) return null;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '');
  throw new OptionError('--public-url takes an address such as https://endstp.example.org.');
}

function readTrustProxy(text: string | null): boolean | string {
  if (text === null || /^(no|false|0)$/i.test(text)) return false;
  return /^(yes|true|1)$/i.test(text) ? true : text;
}
