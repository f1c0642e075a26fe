/**
 * Chromium outside Electron knows no `app:` scheme. The stand-in serves it under a loopback name, which browsers trust
 * like HTTPS, and whose origin is the same in every run, as `app://` is.
 */
export const pageOrigin = 'http://endstp.localhost';

export function toPageAddress(address: string): string {
  return address.replace(/^app:\/\/endstp(?=\/|$)/, pageOrigin);
}

export function toAppAddress(address: string): string {
  return address.startsWith(pageOrigin) ? `app://endstp${address.slice(pageOrigin.length)}` : address;
}
