import { Activity, createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Profile } from '../../shared/model/profile.ts';
import { LockScreen } from './LockScreen.tsx';
import { useIdleLock } from './use-idle-lock.ts';

interface LockForScreens {
  /** Locks the profile that studies; does nothing for one without a PIN. */
  readonly lockNow: () => void;
}
const LockContext = createContext<LockForScreens>({ lockNow: () => {} });

interface ProfileLockProps {
  readonly profile: Profile;
  /** The id that a profile has now, who may have joined a class; undefined while that is not known. */
  readonly currentIdOf: ((studentId: string) => string) | undefined;
  /** Somebody else wants to study. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/**
 * Asks for the PIN of a profile that has one: at each start, when somebody else was studying meanwhile, and after idling.
 * What was on the screen stays as it was behind the lock, half-typed words too; its clocks stand.
 */
export function ProfileLock({ profile, currentIdOf, onLeave, children }: ProfileLockProps) {
  const { id } = profile;
  const lock = profile.lock ?? null;
  const hasPin = lock !== null;
  const [unlockedId, setUnlockedId] = useState<string | null>(null);
  const isOpen = !hasPin || (unlockedId !== null && (currentIdOf?.(unlockedId) ?? unlockedId) === id);
  const [shownId, setShownId] = useState(isOpen ? id : null);
  if (isOpen && shownId !== id) setShownId(id);

  // Whoever is in already sees no lock when they set a PIN, and whoever left is asked when they come back.
  useEffect(() => {
    if (isOpen) setUnlockedId(id);
  }, [isOpen, id]);
  const lockNow = useCallback(() => setUnlockedId(null), []);
  useIdleLock(isOpen ? (lock?.lockAfterMinutes ?? null) : null, lockNow);

  const value = useMemo(() => ({ lockNow }), [lockNow]);
  return (
    <LockContext value={value}>
      {!isOpen && <LockScreen key={id} profile={profile} onOpened={() => setUnlockedId(id)} onLeave={onLeave} />}
      {(isOpen || shownId === id) && <Activity mode={isOpen ? 'visible' : 'hidden'}>{children}</Activity>}
    </LockContext>
  );
}

export function useProfileLock(): LockForScreens {
  return useContext(LockContext);
}
