import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { comparedAnswerCount, type ReflexEffect } from '../../shared/study/insights/insight-data.ts';
import { AnswerDots } from '../charts/AnswerDots.tsx';
import { useInsightWords } from '../insights/insight-words.ts';
import classes from './WhatFollowed.module.css';

/** "Did it help?": the answers before a reflex and after it, drawn and in words; too few are said to be too few. */
export function WhatFollowed({ effect }: { effect: ReflexEffect }) {
  const { t } = useTranslation('reflexes');
  const { t: tInsights, decimal } = useInsightWords();
  const { before, after } = effect;
  const side = (label: string, { count, rightCount }: ReflexEffect['before']) => (
    <AnswerDots
      count={count}
      rightCount={rightCount}
      text={`${label}: ${tInsights('effects.of', { right: rightCount, count })}`}
    />
  );
  const counts = {
    count: after.count,
    right: after.rightCount,
    before: before.count,
    rightBefore: before.rightCount,
  };
  const isEnough = after.count >= comparedAnswerCount;
  const words = !isEnough
    ? t(after.count === 0 ? 'centre.followed.none' : 'centre.followed.few', counts)
    : t(before.count === 0 ? 'centre.followed.onlyAfter' : 'centre.followed.full', counts);
  const hasPace = isEnough && before.medianRatio !== null && after.medianRatio !== null;
  return (
    <div className={classes.followed}>
      {after.count > 0 && (
        <span className={classes.sides}>
          {side(tInsights('effects.columns.before'), before)}
          <span aria-hidden="true">→</span>
          {side(tInsights('effects.columns.after'), after)}
        </span>
      )}
      <Text size="sm">
        {words}
        {hasPace &&
          ` ${t('centre.followed.pace', { after: decimal(after.medianRatio ?? 0), before: decimal(before.medianRatio ?? 0) })}`}
      </Text>
    </div>
  );
}
