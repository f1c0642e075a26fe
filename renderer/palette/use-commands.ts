import { useNavigate, useRouter } from '@tanstack/react-router';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { Language } from '../../shared/model/profile.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { keyboardMapAsked } from '../app/KeyboardMap.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';
import { useStartSession } from '../practice/use-start-session.ts';
import { mostQuestionsOfReview, useStartReview } from '../review/use-start-review.ts';
import { withSampleName } from '../sample/with-sample-name.ts';
import type { Command } from './find-commands.ts';

/** As on the practice screen (`PracticeSetupPage`). */
const questionCount = 10;
const easySetCount = 6;
const normalSetCount = 8;

const languageNames = { tr: 'Türkçe', en: 'English' } as const satisfies Record<Language, string>;
const themes = ['light', 'dark', 'auto'] as const;

/** Everything that the palette offers the student who is there, in their language and findable in the other one. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation('palette');
  const { t: tFrame } = useTranslation('frame');
  const { profile } = useActiveProfile();
  const { preferences, change } = usePreferences();
  const { calls } = useStudyHost();
  const router = useRouter();
  const navigate = useNavigate();
  const { start } = useStartSession();
  const { start: startReview } = useStartReview(profile.id);
  const topics = useHostQuery(['topics', profile.id], (host) => host.listTopics({ studentId: profile.id }));
  const profiles = useHostQuery(['profiles'], (host) => host.listProfiles());
  const home = useHostQuery(['home', profile.id], (host) => host.getHomeView({ studentId: profile.id }));

  const otherLanguage = preferences.language === 'tr' ? 'en' : 'tr';
  const tOther = i18next.getFixedT(otherLanguage, 'palette');
  const tOtherFrame = i18next.getFixedT(otherLanguage, 'frame');
  const plan = { studentId: profile.id, packId: null, sourceRecommendationId: null, questionCount };

  const open = home.data?.openSession ?? null;
  const practice: Command[] = [
    ...(open === null
      ? []
      : [
          {
            id: 'continue',
            group: 'practice' as const,
            label: t('continue'),
            keywords: [tOther('continue')],
            run: () => void navigate({ to: '/practice/$testRecordId', params: { testRecordId: open.testRecordId } }),
          },
        ]),
    {
      id: 'mixed',
      group: 'practice',
      label: t('mixed', { count: questionCount }),
      keywords: [tOther('mixed', { count: questionCount })],
      run: () => void start({ ...plan, kind: 'practice', topicUids: [] }),
    },
    {
      id: 'review',
      group: 'practice',
      label: t('review'),
      keywords: [tOther('review')],
      run: () => void startReview({ questionIds: [], questionCount: mostQuestionsOfReview }),
    },
    {
      id: 'retry',
      group: 'practice',
      label: t('retry'),
      keywords: [tOther('retry')],
      run: () => void start({ ...plan, kind: 'retry_mistakes', topicUids: [] }),
    },
    {
      id: 'easySet',
      group: 'practice',
      label: t('easySet', { count: easySetCount }),
      keywords: [tOther('easySet', { count: easySetCount })],
      run: () => void start({ ...plan, kind: 'easy_set', topicUids: [], questionCount: easySetCount }),
    },
    {
      id: 'normalSet',
      group: 'practice',
      label: t('normalSet', { count: normalSetCount }),
      keywords: [tOther('normalSet', { count: normalSetCount })],
      run: () => void start({ ...plan, kind: 'normal_set', topicUids: [], questionCount: normalSetCount }),
    },
  ];

  const ofTopics = (topics.data ?? []).flatMap((topic): Command[] => {
    const name = textInLanguage(topic.displayNames, preferences.language).text;
    const keywords = [...Object.values(topic.displayNames), topic.topicUid, tOther('practise', { topic: '' })];
    const canPractise = topic.questionCount > 0;
    return [
      ...(canPractise
        ? [
            {
              id: `practise ${topic.topicUid}`,
              group: 'practice' as const,
              label: t('practise', { topic: name }),
              keywords,
              isOnlyFound: true,
              run: () => void start({ ...plan, kind: 'practice', topicUids: [topic.topicUid] }),
            },
          ]
        : []),
      ...(topic.answeredCount > 0
        ? [
            {
              id: `insights ${topic.topicUid}`,
              group: 'screens' as const,
              label: t('insights', { topic: name }),
              keywords,
              isOnlyFound: true,
              run: () => void navigate({ to: '/insights', search: { topic: topic.topicUid } }),
            },
          ]
        : []),
    ];
  });

  // From the router itself: a new screen is found here without being named a second time.
  const screens = Object.values(router.routesByPath).flatMap(({ fullPath, options }): Command[] => {
    if (fullPath.includes('$')) return [];
    const { screen } = options.staticData;
    return [
      {
        id: `screen ${fullPath}`,
        group: 'screens',
        label: tFrame(`places.${screen}`),
        keywords: [tOtherFrame(`places.${screen}`), t('goTo'), tOther('goTo')],
        run: () => void router.navigate({ to: fullPath }),
      },
    ];
  });

  const others = (profiles.data ?? []).filter(({ id }) => id !== profile.id);
  return [
    ...practice,
    ...ofTopics,
    ...screens,
    ...others.map(
      (other): Command => ({
        id: `profile ${other.id}`,
        group: 'profiles',
        label: t('switchTo', { name: withSampleName(other, preferences.language).displayName }),
        keywords: [tOther('switchTo', { name: other.displayName })],
        run: () => {
          change({ activeProfile: other, language: other.language });
          void navigate({ to: '/' });
        },
      }),
    ),
    ...(['tr', 'en'] as const).map(
      (language): Command => ({
        id: `language ${language}`,
        group: 'look',
        label: t('language', { name: languageNames[language] }),
        keywords: [tOther('language', { name: languageNames[language] })],
        isCurrent: preferences.language === language,
        run: () => void calls.changeProfile({ id: profile.id, language }),
      }),
    ),
    ...themes.map(
      (colourScheme): Command => ({
        id: `theme ${colourScheme}`,
        group: 'look',
        label: t(`theme.${colourScheme}`),
        keywords: [tOther(`theme.${colourScheme}`)],
        isCurrent: preferences.colourScheme === colourScheme,
        run: () => change({ colourScheme }),
      }),
    ),
    {
      id: 'keys',
      group: 'help',
      label: t('keys'),
      keywords: [tOther('keys')],
      run: () => window.dispatchEvent(new Event(keyboardMapAsked)),
    },
  ];
}
