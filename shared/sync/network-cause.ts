/** Why a request never got an answer, as far as the platform tells. */
export type NetworkCause =
  | 'name_lookup'
  | 'tls'
  /** Somebody answers with another key than the hub that the class code named. */
  | 'wrong_certificate'
  /** This platform cannot look at the key of a certificate: browsers do not show it to a page. */
  | 'pin_unsupported'
  | 'proxy'
  /** The machine is there, but nothing listens. */
  | 'refused'
  /** No way to the machine: the network is down. */
  | 'unreachable'
  /** The connection broke in the middle. */
  | 'reset'
  | 'timeout'
  /** Browsers do not tell a page why. */
  | 'unknown';

// Names of Node (libuv, OpenSSL, undici) and of Chromium (net::ERR_...), which Electron's net reports.
const patterns: readonly (readonly [NetworkCause, RegExp])[] = [
  ['wrong_certificate', /ERR_TLS_WRONG_PIN/],
  ['pin_unsupported', /ERR_PIN_UNSUPPORTED/],
  ['proxy', /ERR_PROXY|ERR_TUNNEL|PROXY_AUTH/],
  ['tls', /CERT|ERR_TLS|ERR_SSL|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|EPROTO|SSL/],
  ['name_lookup', /ENOTFOUND|EAI_|ERR_NAME_|ERR_DNS/],
  ['refused', /ECONNREFUSED|ERR_CONNECTION_REFUSED/],
  ['unreachable', /EHOSTUNREACH|ENETUNREACH|ENETDOWN|ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_|ERR_NETWORK_/],
  ['timeout', /TIMEDOUT|TIMED_OUT|_TIMEOUT/],
  [
    'reset',
    /ECONNRESET|EPIPE|ERR_SOCKET|UND_ERR|ERR_CONNECTION_|ERR_EMPTY|ERR_CONTENT_LENGTH|ERR_INCOMPLETE|terminated/,
  ],
];

/** Reads codes and messages of an error and what caused it; the words themselves are never shown. */
export function causeOfNetworkError(error: unknown): NetworkCause {
  const words: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') words.push(current.code);
    words.push(current.message);
    // Several addresses were tried: each has an error of its own.
    current = 'errors' in current && Array.isArray(current.errors) ? current.errors[0] : current.cause;
  }
  const text = words.join(' ');
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}
