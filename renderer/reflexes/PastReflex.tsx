import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import type { ReflexEffect } from '../../shared/study/insights/insight-data.ts';
import { dateFormat } from '../app/date-format.ts';
import { lookOfRecommendation } from '../app/pattern-looks.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import classes from './PastReflex.module.css';
import { markOfReflex } from './reflex-history.ts';
import { wordAction, wordReflex } from './reflex-wording.ts';
import { WhatFollowed } from './WhatFollowed.tsx';

interface PastReflexProps {
  readonly recommendation: Recommendation;
  readonly topicName: string;
  /** Undefined until it is read, or when the reflex is older than those that are compared. */
  readonly effect: ReflexEffect | undefined;
}

/** One entry of history: what was seen, when, what became of it, what the student did, and what followed. */
export function PastReflex({ recommendation, topicName, effect }: PastReflexProps) {
  const { t, i18n } = useTranslation('reflexes');
  const { t: tInsights } = useTranslation('insights');
  const { t: tPractice } = useTranslation('practice');
  const look = lookOfRecommendation(recommendation.type);
  const moments = dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const word = (instant: string) => moments.format(new Date(instant));
  const { title, seen } = wordReflex(t, recommendation, (code) => nameMistakeCode(tPractice, code));
  const endedAt = recommendation.endedAt ?? recommendation.changedAt;
  const mark = tInsights(`effects.marks.${markOfReflex(recommendation)}`);
  const actions = recommendation.actionItems
    .filter((item) => recommendation.doneActions.includes(item.action))
    .map((item) => wordAction(t, item));
  return (
    <li className={classes.entry} data-past-reflex={recommendation.type}>
      <look.Icon size={18} className={classes.icon} style={{ color: look.textColour }} aria-hidden="true" />
      <div>
        <Text fw={500}>{`${title} · ${topicName}`}</Text>
        <Text size="xs" c="dimmed">
          {`${word(recommendation.createdAt)} · ${endedAt === null ? mark : `${mark} (${word(endedAt)})`}`}
        </Text>
        <Text size="sm" mt={4}>
          {seen}
        </Text>
        {actions.length > 0 && <Text size="sm">{t('centre.did', { actions: actions.join(', ') })}</Text>}
        {effect !== undefined && <WhatFollowed effect={effect} />}
      </div>
    </li>
  );
}
