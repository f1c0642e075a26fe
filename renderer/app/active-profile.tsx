import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Profile } from '../../shared/model/profile.ts';
import { withSampleName } from '../sample/with-sample-name.ts';

interface ActiveProfile {
  readonly profile: Profile;
}

const ActiveProfileContext = createContext<ActiveProfile | null>(null);

export function ActiveProfileProvider({ profile, children }: { profile: Profile; children: ReactNode }) {
  const value = useMemo(() => ({ profile: withSampleName(profile, profile.language) }), [profile]);
  return <ActiveProfileContext.Provider value={value}>{children}</ActiveProfileContext.Provider>;
}

/** Who is studying. Every screen but the profile picker is below a provider. */
export function useActiveProfile(): ActiveProfile {
  const value = useContext(ActiveProfileContext);
  if (value === null) throw new Error('useActiveProfile needs an ActiveProfileProvider above it');
  return value;
}
