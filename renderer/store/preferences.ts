import { localStore, type Preferences } from './local-store.ts';

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
