import { IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { NotedMistake } from '../../shared/model/notebook.ts';
import type { Language } from '../../shared/model/profile.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { WindowList } from '../app/WindowList.tsx';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import { QuestionText } from '../question-text/QuestionText.tsx';
import { formatDay } from './format-moments.ts';
import classes from './Notebook.module.css';
import type { MistakeList as Mistakes } from './use-mistake-list.ts';

interface MistakeListProps {
  readonly list: Mistakes;
  readonly openId: string | undefined;
  readonly language: Language;
  readonly onOpen: (mistakeId: string) => void;
}

const estimatedRowHeight = 104;
/** Letters of a stem that the list shows whole. */
const longestWholeStem = 320;

/** The mistakes that match. */
export function MistakeList({ list, openId, language, onOpen }: MistakeListProps) {
  const { t } = useTranslation('notebook');
  return (
    <WindowList
      label={t('list')}
      items={list.mistakes}
      keyOf={({ mistakeId }) => mistakeId}
      estimatedRowHeight={estimatedRowHeight}
      totalCount={list.totalCount}
      hasMore={list.hasMore}
      isLoadingMore={list.isLoadingMore}
      loadMore={list.loadMore}
      loadingText={t('loadingMore')}
      openIndex={list.mistakes.findIndex(({ mistakeId }) => mistakeId === openId)}
      render={(mistake) => (
        <MistakeRow
          mistake={mistake}
          isOpen={mistake.mistakeId === openId}
          language={language}
          onOpen={() => onOpen(mistake.mistakeId)}
        />
      )}
    />
  );
}

function MistakeRow({
  mistake,
  isOpen,
  language,
  onOpen,
}: {
  mistake: NotedMistake;
  isOpen: boolean;
  language: Language;
  onOpen: () => void;
}) {
  const { t } = useTranslation('notebook');
  const { t: tPractice } = useTranslation('practice');
  const topicName = useTopicName();
  return (
    <button
      type="button"
      className={classes.row}
      data-mistake={mistake.mistakeId}
      aria-current={isOpen || undefined}
      onClick={onOpen}
    >
      <span className={classes.rowStem} data-long={isLong(mistake, language) || undefined}>
        {mistake.stem === null || mistake.textFormat === null ? (
          t('missing')
        ) : (
          <QuestionText text={mistake.stem} format={mistake.textFormat} language={language} />
        )}
      </span>
      <span className={classes.rowFacts}>
        <span className={classes.rowCode}>{nameMistakeCode(tPractice, mistake.mistakeCode)}</span>
        <span>{topicName(mistake.topicUid, mistake.topicNames)}</span>
        <span className={classes.rowEnd}>
          {mistake.note !== '' && <IconNote size={14} role="img" aria-label={t('hasNote')} />}
          {mistake.timeSpentSeconds !== null && <span>{formatMinutesSeconds(mistake.timeSpentSeconds)}</span>}
          <span>{formatDay(mistake.occurredAt, language)}</span>
        </span>
      </span>
    </button>
  );
}

function isLong({ stem }: NotedMistake, language: Language): boolean {
  return stem !== null && textInLanguage(stem, language).text.length > longestWholeStem;
}
