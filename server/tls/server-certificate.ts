import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pinOfCertificate } from '../../shared/node/pinned-fetch.ts';

/** What a server shows to those who connect over TLS. */
export interface ServerCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM, the server's own first, with those that vouch for it behind. */
  readonly certificate: string;
  readonly pin: string;
  /** Made by this server: devices can only know it by its pin. False for one that an authority vouches for. */
  readonly isOwn: boolean;
}

/** The certificate that a school has. Throws the file system's errors, and OpenSSL's for what is no certificate. */
export async function readGivenCertificate(certificatePath: string, keyPath: string): Promise<ServerCertificate> {
  const [certificate, key] = await Promise.all([readFile(certificatePath, 'utf8'), readFile(keyPath, 'utf8')]);
  return { key, certificate, pin: pinOfCertificate(new X509Certificate(certificate)), isOwn: false };
}
