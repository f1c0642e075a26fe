import { databaseLock, databaseMarkPath } from '../../shared/host/browser-host-protocol.ts';

/**
 * Gives up this browser's database: without its mark its folder counts as half of a new one, which the next start
 * removes. Waits until nobody has it open. Rejects when the browser does not allow it; nothing is given up then.
 */
export async function startAfresh(): Promise<void> {
  await navigator.locks.request(databaseLock, async () => {
    let folder = await navigator.storage.getDirectory();
    const path = databaseMarkPath.split('/');
    for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
    await folder.removeEntry(path.at(-1) ?? '');
  });
  window.location.reload();
}
