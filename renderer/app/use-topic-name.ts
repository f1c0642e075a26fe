import { useCallback } from 'react';
import { type LocalizedText, textInLanguage } from '../../shared/content/localized-text.ts';
import { useActiveProfile } from './active-profile.tsx';

/** Names a topic in the student's language; a topic that the curriculum does not know by its code. */
export function useTopicName(): (topicUid: string, names: LocalizedText | null) => string {
  const { profile } = useActiveProfile();
  return useCallback(
    (topicUid, names) => (names === null ? topicUid : textInLanguage(names, profile.language).text),
    [profile.language],
  );
}
