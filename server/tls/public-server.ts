import type { ServerOptions } from '../server-options.ts';
import { lanAddresses } from './lan-addresses.ts';
import { readOwnCertificate } from './own-certificate.ts';
import { readGivenCertificate, type ServerCertificate } from './server-certificate.ts';

/** Null for plain HTTP. Throws what reading, or making, a certificate throws. */
export async function readCertificate(options: ServerOptions): Promise<ServerCertificate | null> {
  const { certificateFiles, isHub, dataFolder } = options;
  if (certificateFiles !== null)
    return readGivenCertificate(certificateFiles.certificatePath, certificateFiles.keyPath);
  return isHub ? readOwnCertificate(dataFolder, Date.now()) : null;
}

/** How devices reach a server that listens at `address`: as the operator says, else by this machine's networks. */
export function publicAddressesOf(options: ServerOptions, address: string): readonly string[] {
  if (options.publicUrl !== null) return [options.publicUrl];
  const { protocol, port } = new URL(address);
  const isEverywhere = options.host === '0.0.0.0' || options.host === '::';
  const found = isEverywhere ? lanAddresses().map((host) => `${protocol}//${host}:${port}`) : [];
  return found.length > 0 ? found : [address];
}
