/** The browser edition's port where `PORT` names none. Its origin keys the browser's storage, so it should not change. */
const defaultPort = 4717;

/** Reads the `PORT` variable; null when it is no port. 0 takes any free one. */
export function readPort(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return defaultPort;
  if (!/^\d{1,5}$/.test(text.trim())) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}
