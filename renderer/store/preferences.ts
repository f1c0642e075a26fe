import type { Language, Profile } from '../../shared/host/study-host-calls.ts';
import { localStore } from './local-store.ts';

/** What this computer remembers about how to show things. A profile's own language comes first once one is picked. */
export interface Preferences {
  readonly language: Language;
  readonly colourScheme: 'light' | 'dark' | 'auto';
  /** Scale of all text, 1 to 2. */
  readonly textScale: number;
  /** Whether things may move: as the system says, little, or as designed. */
  readonly motion: 'auto' | 'reduced' | 'full';
  /** Scale of questions on top of that, 1 to 2. */
  readonly questionZoom: number;
  /** Who studied here last, as last read from the study database: Home paints with it before the host is there. */
  readonly activeProfile: Profile | null;
  /** When all profiles were last saved to a file (ISO 8601); null: never on this computer. */
  readonly lastBackupAt: string | null;
}

/** Turkish unless the system speaks English. */
export function defaultPreferences(): Preferences {
  const language = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'tr';
  return {
    language,
    colourScheme: 'auto',
    textScale: 1,
    motion: 'auto',
    questionZoom: 1,
    activeProfile: null,
    lastBackupAt: null,
  };
}

export async function readPreferences(): Promise<Preferences> {
  const stored = await localStore.preferences.get('preferences');
  return { ...defaultPreferences(), ...stored };
}

export async function savePreferences(changes: Partial<Preferences>): Promise<Preferences> {
  return localStore.transaction('rw', localStore.preferences, async () => {
    const preferences = { ...(await readPreferences()), ...changes };
    await localStore.preferences.put({ ...preferences, key: 'preferences' });
    return preferences;
  });
}
