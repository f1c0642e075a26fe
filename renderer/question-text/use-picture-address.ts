import { useEffect, useState } from 'react';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';

/** Addresses of the pictures that this page has shown, by their hash; they never change, so they are read once. */
const addresses = new Map<string, Promise<string>>();

/**
 * An address that an image can show; null until it is known, `missing` where the picture is not on this computer,
 * `unreadable` where the database did not answer.
 */
export function usePictureAddress(sha256: string): string | null {
  const { calls } = useStudyHost();
  const [shown, setShown] = useState<{ readonly sha256: string; readonly address: string } | null>(null);
  useEffect(() => {
    let isGone = false;
    let known = addresses.get(sha256);
    if (known === undefined) {
      known = readAddress(calls, sha256);
      // Asked for anew by the next question that shows it: the pack may be imported later, the host may be back.
      void known.then((address) => {
        if (!address.startsWith('blob:')) addresses.delete(sha256);
      });
      addresses.set(sha256, known);
    }
    void known.then((address) => {
      if (!isGone) setShown({ sha256, address });
    });
    return () => {
      isGone = true;
    };
  }, [calls, sha256]);
  return shown?.sha256 === sha256 ? shown.address : null;
}

async function readAddress(calls: StudyHostCalls, sha256: string): Promise<string> {
  const outcome = await calls.readPicture({ sha256 });
  if (!outcome.ok) return outcome.error.code === 'NOT_FOUND' ? 'missing' : 'unreadable';
  const { bytes, mediaType } = outcome.value;
  return URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType }));
}
