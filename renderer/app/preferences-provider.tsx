import { useMantineColorScheme } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { switchLanguage } from '../i18n/start-i18n.ts';
import { type Preferences, savePreferences } from '../store/preferences.ts';

interface PreferencesForScreens {
  readonly preferences: Preferences;
  readonly change: (changes: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<PreferencesForScreens | null>(null);

/** Holds the preferences of this computer and makes the document follow them. */
export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);
  const { setColorScheme } = useMantineColorScheme();
  const change = useCallback((changes: Partial<Preferences>) => {
    setPreferences((before) => ({ ...before, ...changes }));
    void savePreferences(changes);
  }, []);

  useEffect(() => setColorScheme(preferences.colourScheme), [preferences.colourScheme, setColorScheme]);
  useEffect(() => void switchLanguage(preferences.language), [preferences.language]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${preferences.textScale * 100}%`;
  }, [preferences.textScale]);

  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return <PreferencesContext.Provider value={value}>{children}</PreferencesContext.Provider>;
}

export function usePreferences(): PreferencesForScreens {
  const value = useContext(PreferencesContext);
  if (value === null) throw new Error('usePreferences needs a PreferencesProvider above it');
  return value;
}
