import { useEffect, useState } from 'react';
import { useStudyHost } from '../app/study-host.tsx';

/** Addresses of the pictures that this page has shown, by their hash; they never change, so they are read once. */
const addresses = new Map<string, Promise<string | null>>();

/** An address that an image can show; null until it is known, `missing` where the picture is not on this computer. */
export function usePictureAddress(sha256: string): string | null {
  const { calls } = useStudyHost();
  const [shown, setShown] = useState<{ readonly sha256: string; readonly address: string } | null>(null);
  useEffect(() => {
    let isGone = false;
    let known = addresses.get(sha256);
    if (known === undefined) {
      known = calls.readPicture({ sha256 }).then((outcome) => {
        if (outcome.ok) {
          const { bytes, mediaType } = outcome.value;
          return URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType }));
        }
        // The pack may be imported later.
        addresses.delete(sha256);
        return null;
      });
      addresses.set(sha256, known);
    }
    void known.then((address) => {
      if (!isGone) setShown({ sha256, address: address ?? 'missing' });
    });
    return () => {
      isGone = true;
    };
  }, [calls, sha256]);
  return shown?.sha256 === sha256 ? shown.address : null;
}
