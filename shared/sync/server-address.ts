import { failure, type Outcome, success } from '../errors/outcome.ts';
import { pinAddress, readPin } from './server-pin.ts';

/**
 * The address of a server as people type it, made whole: `school.example` becomes `https://school.example`. Fails with
 * SYNC_ADDRESS_INVALID, and with SYNC_ADDRESS_NOT_ENCRYPTED for plain HTTP to any other machine: nothing a child did
 * crosses a network unencrypted. A pin stays in it (`server-pin.ts`).
 */
export function readServerAddress(typed: string): Outcome<string> {
  const trimmed = typed.trim();
  const isLoopbackName = /^(localhost|127\.|\[::1\])/i.test(trimmed);
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
    ? trimmed
    : `${isLoopbackName ? 'http' : 'https'}://${trimmed}`;
  if (trimmed === '' || !URL.canParse(address)) return failure('SYNC_ADDRESS_INVALID');
  const url = new URL(address);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  const hasName = url.hostname.includes('.') || url.hostname.includes(':') || url.hostname === 'localhost';
  if (!isHttp || !hasName || url.password !== '') return failure('SYNC_ADDRESS_INVALID');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return failure('SYNC_ADDRESS_NOT_ENCRYPTED');
  const plain = `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  if (url.username === '') return success(plain);
  const pin = readPin(url.username);
  return pin === null || url.protocol === 'http:' ? failure('SYNC_ADDRESS_INVALID') : success(pinAddress(plain, pin));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
