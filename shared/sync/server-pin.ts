/**
 * The pin of a server: what a device knows beforehand of the key behind its certificate. A classroom's hub has a
 * certificate that no authority vouches for; its pin comes with the class code, so it is trusted for exactly that key.
 *
 * A pin is the first 80 bits of the SHA-256 of the certificate's public key (SPKI, DER), in Crockford's base 32: 16 signs.
 * Somebody who wants to pass for the hub would have to find another key with the same 80 bits. In an address it stands
 * where a user's name would: `https://PIN@192.168.1.20:4717`, and so it goes wherever the address goes.
 */

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
export const pinLength = 16;
/** Of a class code without a pin (create_join_code). */
const classCodeLength = 8;

/** @param digest SHA-256 of the public key, at least 10 bytes */
export function pinOfDigest(digest: Uint8Array): string {
  let pin = '';
  let bits = 0;
  let bitCount = 0;
  for (const byte of digest.subarray(0, (pinLength * 5) / 8)) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= 5) {
      bitCount -= 5;
      pin += alphabet[(bits >> bitCount) & 31];
      bits &= (1 << bitCount) - 1;
    }
  }
  return pin;
}

/** A pin as people type it, made plain: O is 0, I and L are 1, dashes do not count. Null for anything else. */
export function readPin(typed: string): string | null {
  const pin = plainSigns(typed);
  return pin.length === pinLength && [...pin].every((sign) => alphabet.includes(sign)) ? pin : null;
}

function plainSigns(typed: string): string {
  return typed
    .replace(/[ıİ]/g, 'i')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
}

export interface ClassCode {
  readonly code: string;
  /** Null for a server with a certificate of the usual kind. */
  readonly pin: string | null;
}

/** Takes a class code of a hub apart: 8 signs for the class, then the pin. Other codes are left as they are. */
export function splitClassCode(typed: string): ClassCode {
  const signs = plainSigns(typed);
  const pin = signs.length === classCodeLength + pinLength ? readPin(signs.slice(classCodeLength)) : null;
  return pin === null ? { code: typed, pin } : { code: signs.slice(0, classCodeLength).toUpperCase(), pin };
}

/** A class code with the pin of a hub, in groups of four to read from a blackboard. */
export function joinClassCode(code: string, pin: string): string {
  const signs = (code + pin).replace(/[^0-9a-z]/gi, '').toUpperCase();
  return signs.match(/.{4}/g)?.join('-') ?? signs;
}

/** The pin in an address; null for one without. */
export function pinOfAddress(address: string): string | null {
  return URL.canParse(address) ? readPin(new URL(address).username) : null;
}

/** The address with this pin; an earlier one makes place. Only HTTPS has certificates, so that it becomes. */
export function pinAddress(address: string, pin: string): string {
  const url = new URL(address);
  return `https://${pin}@${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** The address without its pin, to be shown and asked. Queries and paths stay. */
export function unpinAddress(address: string): string {
  return address.replace(/^(https:\/\/)[0-9a-z]+@/i, '$1');
}
