import { Button, Chip, Divider, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { AnswerResponse, QuestionContent } from '../../shared/content/question.ts';
import type { MistakeHistory as History } from '../../shared/model/notebook.ts';
import type { Language } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { patternLooks } from '../app/pattern-looks.ts';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';
import { useTopicName } from '../app/use-topic-name.ts';
import { ChoiceList } from '../practice/ChoiceList.tsx';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import { RationaleSteps } from '../practice/RationaleSteps.tsx';
import { ReasonChips } from '../practice/ReasonChips.tsx';
import { RightAnswer } from '../practice/RightAnswer.tsx';
import { FigureDrawing } from '../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../question-text/QuestionStem.tsx';
import { submitMistakeReason } from '../store/answer-journal.ts';
import { formatMoment } from './format-moments.ts';
import { MistakeHistory } from './MistakeHistory.tsx';
import { MistakeSchedule } from './MistakeSchedule.tsx';
import classes from './Notebook.module.css';
import { NoteField } from './NoteField.tsx';
import { TimeBar } from './TimeBar.tsx';

interface MistakeDetailPaneProps {
  readonly mistakeId: string;
  readonly studentId: string;
  readonly language: Language;
  readonly onOpen: (mistakeId: string) => void;
}

/** One mistake: what was asked and answered, how long it took, why, what the student noted, and what became of it. */
export function MistakeDetailPane({ mistakeId, studentId, language, onOpen }: MistakeDetailPaneProps) {
  const query = useHostQuery(['notebook', studentId, 'history', mistakeId], (calls) =>
    calls.readMistakeHistory({ mistakeId, studentId }),
  );
  if (query.failure !== null && query.data === undefined) {
    return <FailurePanel error={query.failure} onRetry={query.refetch} headingOrder={2} />;
  }
  if (query.data === undefined) return <DetailSkeleton />;
  return <MistakeDetails history={query.data} studentId={studentId} language={language} onOpen={onOpen} />;
}

function MistakeDetails({
  history,
  studentId,
  language,
  onOpen,
}: {
  history: History;
  studentId: string;
  language: Language;
  onOpen: (mistakeId: string) => void;
}) {
  const { t } = useTranslation('notebook');
  const { t: tPatterns } = useTranslation('patterns');
  const topicName = useTopicName();
  const { mistake, pattern } = history;
  const content = mistake.question?.content;
  const look = pattern === null ? null : patternLooks[pattern];
  return (
    <Stack gap="md">
      <header>
        <Title order={2} size="h4">
          {topicName(mistake.topicUid, history.topicNames)}
        </Title>
        <Group gap="xs" c="dimmed" fz="sm">
          <Text span inherit>
            {formatMoment(mistake.occurredAt, language)}
          </Text>
          {look !== null && pattern !== null && (
            <Group gap={4} wrap="nowrap" style={{ color: look.textColour }}>
              <look.Icon size={14} aria-hidden="true" />
              <span>{tPatterns(`${pattern}.name`)}</span>
            </Group>
          )}
        </Group>
      </header>
      {content === undefined ? (
        <Text>{t('missing')}</Text>
      ) : (
        <AskedQuestion content={content} response={mistake.response} language={language} />
      )}
      {content !== undefined && (
        <TimeBar spentSeconds={mistake.timeSpentSeconds} expectedSeconds={content.expectedSeconds} />
      )}
      <ReasonPicker key={mistake.mistakeId} history={history} studentId={studentId} />
      <NoteField
        key={mistake.mistakeId}
        mistakeId={mistake.mistakeId}
        studentId={studentId}
        mistakeCode={mistake.mistakeCode}
        note={history.note}
      />
      <section>
        <Title order={3} size="h5" mb={4}>
          {t('schedule.title')}
        </Title>
        <MistakeSchedule history={history} studentId={studentId} language={language} />
      </section>
      <section>
        <Title order={3} size="h5" mb={4}>
          {t('history.title')}
        </Title>
        <MistakeHistory history={history} language={language} onOpen={onOpen} />
      </section>
    </Stack>
  );
}

function AskedQuestion({
  content,
  response,
  language,
}: {
  content: QuestionContent;
  response: AnswerResponse | null;
  language: Language;
}) {
  const { t } = useTranslation('notebook');
  return (
    <div className={classes.asked}>
      <div className={classes.stem}>
        <QuestionStem content={content} language={language} />
      </div>
      {content.figure !== undefined && <FigureDrawing figure={content.figure} language={language} />}
      {'choices' in content && (
        <ChoiceList
          question={content}
          language={language}
          response={response}
          isLocked
          showsResult
          onChange={() => undefined}
        />
      )}
      {(response?.kind === 'numeric' || response?.kind === 'text') && (
        <Text className={classes.mine}>
          <Text span fw={600}>
            {t('detail.mine')}
          </Text>
          <span>{response.text}</span>
        </Text>
      )}
      {response?.kind === 'blank' && <Text>{t('detail.blank')}</Text>}
      {(!('choices' in content) || response?.kind === 'blank') && (
        <RightAnswer question={content} language={language} />
      )}
      {content.rationale.length > 0 && (
        <details className={classes.rationale}>
          <summary>{t('detail.rationale')}</summary>
          <RationaleSteps question={content} language={language} />
        </details>
      )}
      <Divider />
    </div>
  );
}

/** The code in force as a chip; another one is recorded beside it. */
function ReasonPicker({ history, studentId }: { history: History; studentId: string }) {
  const { t } = useTranslation('notebook');
  const { t: tPractice } = useTranslation('practice');
  const { calls } = useStudyHost();
  const [isOpen, setOpen] = useState(false);
  /** Shown at once; the database follows. */
  const [chosen, setChosen] = useState<string | null>(null);
  const { mistake } = history;
  const code = chosen ?? mistake.mistakeCode;
  const choose = (mistakeCode: string) => {
    if (mistakeCode === code) return;
    setChosen(mistakeCode);
    void submitMistakeReason(calls, {
      reasonId: createUuidV7(),
      mistakeId: mistake.mistakeId,
      studentId,
      mistakeCode,
      notedAt: new Date().toISOString(),
    });
  };
  return (
    <section aria-label={t('detail.reason')}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('detail.reason')}
        </Text>
        {!isOpen && (
          <Chip size="sm" checked readOnly tabIndex={-1} aria-hidden="true" className={classes.codeChip}>
            {nameMistakeCode(tPractice, code)}
          </Chip>
        )}
        <Button size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'detail.closeReasons' : 'detail.changeReason')}
        </Button>
      </Group>
      {isOpen && (
        <>
          <ReasonChips suggestedCode={null} reasonCode={code} onChoose={choose} />
          <Text size="xs" c="dimmed">
            {t('detail.reasonHelp')}
          </Text>
        </>
      )}
    </section>
  );
}

export function DetailSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={24} width="50%" />
      <Skeleton height={64} />
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} height={44} radius="md" />
      ))}
      <Skeleton height={80} />
    </Stack>
  );
}
