import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MistakeHistory as History, NotedReason, QuestionAttempt } from '../../shared/model/notebook.ts';
import type { Language } from '../../shared/model/profile.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import { formatMoment } from './format-moments.ts';
import classes from './Notebook.module.css';

const knownKinds = ['practice', 'easy_set', 'normal_set', 'retry_mistakes', 'review', 'prerequisite_check'] as const;
/** Saves of one note within this time are one change of mind. */
const sameNoteMs = 10 * 60 * 1000;

type Entry =
  | { readonly kind: 'attempt'; readonly at: string; readonly attempt: QuestionAttempt }
  | { readonly kind: 'reason'; readonly at: string; readonly reason: NotedReason; readonly isNewCode: boolean };

interface MistakeHistoryProps {
  readonly history: History;
  readonly language: Language;
  readonly onOpen: (mistakeId: string) => void;
}

/** Everything that was recorded of the question and of this mistake, newest first. */
export function MistakeHistory({ history, language, onOpen }: MistakeHistoryProps) {
  const { t } = useTranslation('notebook');
  const { t: tPractice } = useTranslation('practice');
  const { mistake, recordedCode } = history;
  return (
    <ol className={classes.history}>
      {readEntries(history).map((entry) => (
        <li key={entry.kind === 'attempt' ? entry.attempt.answerId : entry.reason.reasonId} className={classes.event}>
          <Text size="xs" c="dimmed" component="time" dateTime={entry.at}>
            {formatMoment(entry.at, language)}
          </Text>
          {entry.kind === 'attempt' ? (
            <div data-outcome={entry.attempt.outcome} className={classes.attempt}>
              <Text size="sm">
                {t('history.answered', {
                  kind: t(`history.kind.${nameKind(entry.attempt.sessionKind)}`),
                  outcome: t(`history.outcome.${entry.attempt.outcome}`),
                })}
                {entry.attempt.timeSpentSeconds !== null &&
                  ` · ${formatMinutesSeconds(entry.attempt.timeSpentSeconds)}`}
                {entry.attempt.rating !== null &&
                  ` · ${t('history.rated', { rating: t(`rating.names.${entry.attempt.rating}`) })}`}
              </Text>
              {entry.attempt.mistakeId === mistake.mistakeId ? (
                <Text size="xs" c="dimmed">
                  {`${t('history.thisOne')} · ${t('history.recordedAs', { code: nameMistakeCode(tPractice, recordedCode) })}`}
                </Text>
              ) : (
                entry.attempt.mistakeId !== null && (
                  <Anchor component="button" size="xs" onClick={() => onOpen(entry.attempt.mistakeId ?? '')}>
                    {t('history.openMistake')}
                  </Anchor>
                )
              )}
            </div>
          ) : (
            <div>
              {entry.isNewCode && (
                <Text size="sm">
                  {t('history.reason', { code: nameMistakeCode(tPractice, entry.reason.mistakeCode) })}
                </Text>
              )}
              {entry.reason.note !== null && (
                <Text size="sm" className={classes.noteText}>
                  {entry.reason.note === '' ? t('history.noteRemoved') : t('history.note', { note: entry.reason.note })}
                </Text>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function nameKind(kind: string): (typeof knownKinds)[number] | 'other' {
  return knownKinds.find((known) => known === kind) ?? 'other';
}

function readEntries({ reasons, attempts, recordedCode }: History): readonly Entry[] {
  const kept: Entry[] = [];
  const oldestFirst = reasons.toReversed();
  for (const [index, reason] of oldestFirst.entries()) {
    const before = oldestFirst[index - 1];
    const after = oldestFirst[index + 1];
    const isNewCode = reason.mistakeCode !== (before?.mistakeCode ?? recordedCode);
    const isOverwritten =
      reason.note !== null &&
      after !== undefined &&
      after.note !== null &&
      Date.parse(after.notedAt) - Date.parse(reason.notedAt) < sameNoteMs;
    // A note typed in several goes shows its last state; a changed code is always said.
    if (isOverwritten && !isNewCode) continue;
    kept.push({
      kind: 'reason',
      at: reason.notedAt,
      reason: isOverwritten ? { ...reason, note: null } : reason,
      isNewCode: isNewCode || reason.note === null,
    });
  }
  for (const attempt of attempts) kept.push({ kind: 'attempt', at: attempt.answeredAt, attempt });
  return kept.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
