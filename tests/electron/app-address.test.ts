import { describe, expect, it } from 'vitest';
import { isAppAddress } from '../../electron/app-address.ts';

describe("the app's own address", () => {
  it.each(['app://endstp/', 'app://endstp/practice?x=1#y', 'APP://endstp/'])('%s belongs to the app', (address) => {
    expect(isAppAddress(address, null)).toBe(true);
  });

  it.each([
    'app://other/',
    'app://endstp.evil/',
    'app://endstp:80/',
    'app://user@endstp/',
    'https://endstp/',
    'https://example.org/app://endstp/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'about:blank',
    'javascript:alert(1)',
    '',
    'not an address',
  ])('%s does not', (address) => {
    expect(isAppAddress(address, null)).toBe(false);
  });

  it("the development server's page belongs to the app only in development", () => {
    expect(isAppAddress('http://127.0.0.1:5173/practice', 'http://127.0.0.1:5173')).toBe(true);
    expect(isAppAddress('http://127.0.0.1:5174/practice', 'http://127.0.0.1:5173')).toBe(false);
    expect(isAppAddress('http://127.0.0.1:5173/practice', null)).toBe(false);
  });
});
