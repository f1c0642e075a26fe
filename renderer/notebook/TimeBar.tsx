import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import classes from './Notebook.module.css';

/** The bar ends at twice the expected time, or at the time itself where that was longer. */
const shownRatio = 2;

/** Time on the question as a bar, with a mark where the expected time ends. */
export function TimeBar({ spentSeconds, expectedSeconds }: { spentSeconds: number | null; expectedSeconds: number }) {
  const { t } = useTranslation('notebook');
  if (spentSeconds === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('detail.noTime')}
      </Text>
    );
  }
  const end = Math.max(expectedSeconds * shownRatio, spentSeconds);
  const words = {
    time: formatMinutesSeconds(spentSeconds),
    expected: formatMinutesSeconds(expectedSeconds),
  };
  return (
    <figure className={classes.time} aria-label={t('detail.times', words)}>
      <div className={classes.timeTrack} aria-hidden="true">
        <div className={classes.timeSpent} style={{ width: `${(100 * spentSeconds) / end}%` }} />
        <div className={classes.timeExpected} style={{ left: `${(100 * expectedSeconds) / end}%` }} />
      </div>
      <figcaption className={classes.timeWords} aria-hidden="true">
        <span>{t('detail.spent', words)}</span>
        <span>{t('detail.expected', { time: words.expected })}</span>
      </figcaption>
    </figure>
  );
}
