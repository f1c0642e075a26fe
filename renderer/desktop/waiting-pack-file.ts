/** A pack file chosen in the native menu, on its way to the screen that imports it. */
import { useEffect } from 'react';

let waitingFile: File | null = null;
const listeners = new Set<() => void>();

/** Keeps `file` for the content screen; a screen that is open takes it at once. */
export function offerPackFile(file: File): void {
  waitingFile = file;
  for (const listener of [...listeners]) listener();
}

/** Hands the waiting file, and any that comes while the screen is open, to `importFile`: each one once. */
export function useWaitingPackFile(importFile: (file: File) => Promise<void>): void {
  useEffect(() => {
    const take = () => {
      const file = waitingFile;
      waitingFile = null;
      if (file !== null) void importFile(file);
    };
    listeners.add(take);
    take();
    return () => {
      listeners.delete(take);
    };
  }, [importFile]);
}
