import { type MantineThemeOverride, MantineThemeProvider, useMantineColorScheme } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { switchLanguage } from '../i18n/start-i18n.ts';
import type { Preferences } from '../store/local-store.ts';
import { savePreferences } from '../store/preferences.ts';
import { followMotion } from './follow-motion.ts';

interface PreferencesForScreens {
  readonly preferences: Preferences;
  readonly change: (changes: Partial<Preferences>) => void;
}

/** Transitions, too, whatever the system asks for. */
const fullMotion: MantineThemeOverride = { respectReducedMotion: false };
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
  const { motion } = preferences;
  useEffect(() => followMotion(motion), [motion]);

  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return (
    <PreferencesContext.Provider value={value}>
      <MantineThemeProvider {...(motion === 'full' ? { theme: fullMotion } : {})}>{children}</MantineThemeProvider>
    </PreferencesContext.Provider>
  );
}

export function usePreferences(): PreferencesForScreens {
  const value = useContext(PreferencesContext);
  if (value === null) throw new Error('usePreferences needs a PreferencesProvider above it');
  return value;
}
