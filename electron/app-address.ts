/**
 * Where the page lives. This origin keys IndexedDB and everything else that Chromium stores for the page: it must be
 * the same in every release, or students lose what was not yet in the database.
 */
export const appScheme = 'app';
export const appHost = 'endstp';
export const appAddress = `${appScheme}://${appHost}/`;

/**
 * True when `address` belongs to the app's own page: `app://endstp/...`, or in development the page of Vite's server,
 * whose origin is then given. (Node gives custom schemes the origin "null", so scheme and host are compared.)
 */
export function isAppAddress(address: string, developmentOrigin: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === `${appScheme}:` && url.host === appHost) return true;
  return developmentOrigin !== null && url.origin === developmentOrigin;
}
