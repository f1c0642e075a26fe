import { Tooltip } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnsweredPosition } from '../store/local-store.ts';
import classes from './AnswerStrip.module.css';

const outcomeIcons = { right: IconCheck, wrong: IconX, blank: IconMinus } as const;
/** A bar as high as the box stands for twice the expected time; longer ones are cut there. */
const fullHeightShare = 2;

interface AnswerStripProps {
  readonly answers: readonly AnsweredPosition[];
  /** Expected time of the question at a position, in seconds; null where there is none. */
  readonly expectedSecondsAt: (position: number) => number | null;
  readonly label: string;
}

/** One column a question: how long it took against its expected time (the line in the middle), and what came of it. */
export function AnswerStrip({ answers: given, expectedSecondsAt, label }: AnswerStripProps) {
  const { t } = useTranslation('practice');
  const answers = [...given].sort((a, b) => a.position - b.position);
  return (
    <ol className={classes.strip} aria-label={label}>
      {answers.map((answer) => {
        const expected = expectedSecondsAt(answer.position) ?? Math.max(1, answer.timeSpentSeconds);
        const share = Math.min(1, answer.timeSpentSeconds / (expected * fullHeightShare));
        const Icon = outcomeIcons[answer.outcome];
        const text = t('summary.stripEntry', {
          number: answer.position + 1,
          outcome: t(`feedback.${answer.outcome}`),
          seconds: Math.round(answer.timeSpentSeconds),
          expected: Math.round(expected),
        });
        return (
          <Tooltip key={answer.position} label={text} events={{ hover: true, focus: true, touch: true }}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact values are for the keyboard too */}
            <li className={classes.entry} data-outcome={answer.outcome} aria-label={text} tabIndex={0}>
              <span className={classes.box} aria-hidden="true">
                <span className={classes.bar} style={{ height: `${Math.max(4, share * 100)}%` }} />
              </span>
              <Icon size={16} aria-hidden="true" />
            </li>
          </Tooltip>
        );
      })}
    </ol>
  );
}
