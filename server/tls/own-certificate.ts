/**
 * A hub's own key and certificate, made once and kept in the data folder, readable by this user only. Devices know the
 * key by its pin (shared/sync/server-pin.ts), so the certificate may be written anew around the same key when it runs out.
 */
import 'reflect-metadata';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { pinOfCertificate } from '../../shared/node/pinned-fetch.ts';
import { lanAddresses } from './lan-addresses.ts';
import type { ServerCertificate } from './server-certificate.ts';

const keyFile = 'hub-key.pem';
const certificateFile = 'hub-certificate.pem';
const dayMs = 86_400_000;
/** Apple's devices take no longer ones, not even where an administrator has installed them. */
const lifetimeDays = 800;
/** Written anew so long before its end: the start of a school year at the latest. */
const renewedBeforeDays = 90;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Throws the file system's errors, and an `Error` that names the file when the key in it cannot be read. */
export async function readOwnCertificate(dataFolder: string, nowMs: number): Promise<ServerCertificate> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const keyPath = join(dataFolder, keyFile);
  const certificatePath = join(dataFolder, certificateFile);
  await makeKey(keyPath);
  const key = await readFile(keyPath, 'utf8');
  const kept = await readKept(certificatePath);
  let certificate = kept;
  try {
    if (kept === null || !isUsable(kept, key, nowMs)) {
      certificate = await issue(key, nowMs);
      await writeFile(`${certificatePath}.next`, certificate, { mode: 0o600, flush: true });
      await rename(`${certificatePath}.next`, certificatePath);
    }
  } catch (error) {
    throw new Error(`${keyPath} is not a key that this server wrote; remove it, and give out new class codes`, {
      cause: error,
    });
  }
  const chain = certificate ?? '';
  return { key, certificate: chain, pin: pinOfCertificate(new X509Certificate(chain)), isOwn: true };
}

async function makeKey(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function readKept(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isUsable(certificate: string, key: string, nowMs: number): boolean {
  let read: X509Certificate;
  try {
    read = new X509Certificate(certificate);
  } catch {
    // Damaged: another one is written around the same key.
    return false;
  }
  return read.checkPrivateKey(createPrivateKey(key)) && Date.parse(read.validTo) - nowMs > renewedBeforeDays * dayMs;
}

/** Names help those who install it in their browsers; devices that know the pin do not look at them. */
async function issue(key: string, nowMs: number): Promise<string> {
  const privateKey = createPrivateKey(key);
  const extractable = true;
  const { subtle } = webcrypto;
  const keys = {
    privateKey: await subtle.importKey(
      'pkcs8',
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      algorithm,
      extractable,
      ['sign'],
    ),
    publicKey: await subtle.importKey(
      'spki',
      createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
      algorithm,
      extractable,
      ['verify'],
    ),
  };
  const name = hostname().replace(/[^A-Za-z0-9.-]/g, '-');
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: `CN=End.STP hub on ${name}`,
    // A clock that is a day off on one side is no reason to refuse it.
    notBefore: new Date(nowMs - dayMs),
    notAfter: new Date(nowMs + lifetimeDays * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new x509.SubjectAlternativeNameExtension([
        ...[...new Set(['localhost', name, `${name.split('.')[0]}.local`])].map(
          (value) => ({ type: 'dns', value }) as const,
        ),
        ...['127.0.0.1', ...lanAddresses()].map((value) => ({ type: 'ip', value }) as const),
      ]),
    ],
  });
  return `${made.toString('pem')}\n`;
}
