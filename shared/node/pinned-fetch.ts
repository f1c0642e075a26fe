/** `fetch` for servers whose address has a pin: their certificate is known by its key, not by an authority. */
import { createHash, X509Certificate } from 'node:crypto';
import { Agent, type RequestOptions, request } from 'node:https';
import { type Duplex, Readable } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';
import type { FetchedAnswer, FetchFunction } from '../sync/fetch-http.ts';
import { pinOfAddress, pinOfDigest, unpinAddress } from '../sync/server-pin.ts';

/** Somebody else's certificate: the words are what `causeOfNetworkError` goes by. */
class WrongCertificateError extends Error {
  readonly code = 'ERR_TLS_WRONG_PIN';
}

/** Enough for hints and an exchange at once. */
const mostSockets = 4;
/** A hub stands in the same room. */
const handshakeTimeoutMs = 15_000;

/** Of a certificate, DER. */
export function pinOfCertificate(certificate: X509Certificate | Uint8Array): string {
  const read = certificate instanceof X509Certificate ? certificate : new X509Certificate(certificate);
  const key = read.publicKey.export({ type: 'spki', format: 'der' });
  return pinOfDigest(createHash('sha256').update(key).digest());
}

/** Asks addresses without a pin by `fetchPlain`. Nothing is sent before the key has been looked at. */
export function createPinnedFetch(fetchPlain: FetchFunction): FetchFunction {
  const agents = new Map<string, Agent>();

  function agentOf(pin: string): Agent {
    const known = agents.get(pin);
    if (known !== undefined) return known;
    const agent = new PinnedAgent(pin);
    agents.set(pin, agent);
    return agent;
  }

  return async (url, init) => {
    const pin = pinOfAddress(url);
    if (pin === null) return fetchPlain(url, init);
    return new Promise<FetchedAnswer>((resolve, reject) => {
      const body = typeof init.body === 'string' ? Buffer.from(init.body) : init.body;
      const sent = request(
        unpinAddress(url),
        {
          method: init.method,
          headers: { ...init.headers, ...(body === null ? {} : { 'content-length': body.length }) },
          signal: init.signal,
          agent: agentOf(pin),
        },
        (answer) => {
          const { statusCode: status = 0, headers } = answer;
          resolve({
            status,
            type: 'basic',
            headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
            body: Readable.toWeb(answer) as FetchedAnswer['body'],
          });
        },
      );
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  };
}

class PinnedAgent extends Agent {
  readonly #pin: string;

  constructor(pin: string) {
    super({ keepAlive: true, maxSockets: mostSockets });
    this.#pin = pin;
  }

  /** Hands the socket on only after its key was found to be the right one. */
  override createConnection(
    options: RequestOptions & ConnectionOptions,
    onMade?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    // No authority has signed it, and the name in it does not matter: the key does.
    const socket = connect({ ...options, rejectUnauthorized: false, minVersion: 'TLSv1.2', session: undefined });
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      socket.off('error', settle);
      if (error === null) {
        onMade?.(null, socket);
        return;
      }
      socket.on('error', () => undefined);
      socket.destroy();
      onMade?.(error, socket);
    };
    const timer = setTimeout(() => settle(new Error('ETIMEDOUT in the TLS handshake')), handshakeTimeoutMs);
    socket.once('error', settle);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      const isRight = certificate !== undefined && pinOfCertificate(certificate) === this.#pin;
      settle(isRight ? null : new WrongCertificateError('ERR_TLS_WRONG_PIN: the certificate is of another key'));
    });
    return undefined;
  }
}
