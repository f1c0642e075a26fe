import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The code of a screen is not on this computer yet, and cannot be fetched now. */
export class ScreenNotStoredError extends Error {
  override readonly name = 'ScreenNotStoredError';
}

/**
 * A screen whose code is fetched when it is asked for. The router answers a chunk that is missing by loading the page
 * again, which is right where the app was renewed meanwhile. Where nobody answers, that would take the whole page away:
 * the screen fails with {@link ScreenNotStoredError} instead.
 */
export function lazyScreen<Name extends string>(
  importScreen: () => Promise<Readonly<Record<Name, () => ReactNode>>>,
  name: Name,
): RouteComponent {
  return lazyRouteComponent(async () => {
    try {
      return await importScreen();
    } catch (error) {
      if (await isAppServed()) throw error;
      throw new ScreenNotStoredError('This screen is not on this computer yet.', { cause: error });
    }
  }, name);
}

/** Whether what serves this page answers: `navigator.onLine` says only that there is some network. */
export async function isAppServed(): Promise<boolean> {
  try {
    return (await fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
