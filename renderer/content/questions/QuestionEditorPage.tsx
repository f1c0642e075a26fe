import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionContent } from '../../../shared/content/question.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { BackLink } from '../../app/BackLink.tsx';
import { FailurePanel } from '../../app/FailurePanel.tsx';
import { useHostQuery, useStudyHost } from '../../app/study-host.tsx';
import { UndoNotice, undoableMs } from '../../app/UndoNotice.tsx';
import { dropDraft, keepDraft, readKeptDraft } from './kept-draft.ts';
import classes from './QuestionBrowser.module.css';
import { QuestionFields } from './QuestionFields.tsx';
import { QuestionView } from './QuestionView.tsx';
import { contentOf, draftOf, emptyDraft, type QuestionDraft } from './question-draft.ts';

/** Writes a new question, empty or from a copy of another. */
export function NewQuestionPage() {
  const { from } = useSearch({ from: '/frame/content/questions/new' });
  return <LoadedEditor source={from ?? null} questionId={null} />;
}

/** Writes the next version of a question of one's own. */
export function EditQuestionPage() {
  const { questionId } = useParams({ from: '/frame/content/questions/$questionId/edit' });
  return <LoadedEditor source={questionId} questionId={questionId} />;
}

function LoadedEditor({ source, questionId }: { source: string | null; questionId: string | null }) {
  if (source === null) return <Editor questionId={null} name="new" content={null} />;
  return <EditorOf source={source} questionId={questionId} />;
}

function EditorOf({ source, questionId }: { source: string; questionId: string | null }) {
  const query = useHostQuery(['questions', source], (calls) => calls.readQuestion({ questionId: source }));
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;
  if (query.data === undefined) return <Skeleton height={480} radius="lg" />;
  const name = questionId === null ? `copy:${source}` : source;
  return <Editor key={name} questionId={questionId} name={name} content={query.data.content} />;
}

function Editor({
  questionId,
  name,
  content,
}: {
  questionId: string | null;
  name: string;
  content: QuestionContent | null;
}) {
  const { t } = useTranslation('questions');
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const navigate = useNavigate();
  const router = useRouter();
  const [draft, setDraft] = useState<QuestionDraft>(
    () => readKeptDraft(name) ?? (content === null ? emptyDraft() : draftOf(content)),
  );
  const [tryCount, setTryCount] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const [isSaving, setSaving] = useState(false);
  const made = contentOf(draft);
  const showsProblems = tryCount > 0;
  const problems = 'problems' in made && showsProblems ? made.problems : {};
  // Where something is missing, not at a button below it; on a narrow screen that may be out of sight.
  useEffect(() => {
    if (tryCount > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem] input')?.focus();
  }, [tryCount]);

  const change = (next: QuestionDraft) => {
    setDraft(next);
    keepDraft(name, next);
  };
  const save = async () => {
    setTryCount((before) => before + 1);
    if (!('content' in made)) return;
    setSaving(true);
    const outcome = await calls.saveOwnQuestion({ questionId, content: made.content });
    setSaving(false);
    if (!outcome.ok) {
      notifications.show({ color: 'red', message: t('notSaved') });
      return;
    }
    dropDraft(name);
    notifications.show({ message: t('saved') });
    await navigate({ to: '/content/questions/$questionId', params: { questionId: outcome.value.questionId } });
  };
  const discard = () => {
    const kept = readKeptDraft(name);
    const { href } = router.state.location;
    dropDraft(name);
    if (kept !== null) {
      const noticeId = notifications.show({
        autoClose: undoableMs,
        message: (
          <UndoNotice
            text={t('discarded')}
            undoText={t('undo')}
            onUndo={() => {
              notifications.hide(noticeId);
              keepDraft(name, kept);
              router.history.push(href);
            }}
          />
        ),
      });
    }
    void navigate(
      questionId === null
        ? { to: '/content/questions' }
        : { to: '/content/questions/$questionId', params: { questionId } },
    );
  };
  return (
    <Stack gap="lg">
      <header>
        <BackLink to="/content/questions">{t('title')}</BackLink>
        <Title order={1} size="h2">
          {t(questionId === null ? 'write' : 'edit')}
        </Title>
        <Text c="dimmed">{t(questionId === null ? 'writeLead' : 'editLead')}</Text>
      </header>
      <form
        ref={form}
        className={classes.editor}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={classes.fields}>
          <QuestionFields draft={draft} problems={problems} onChange={change} />
          {problems.whole !== undefined && (
            <Text c="var(--mantine-color-error)" role="alert">
              {t(`problems.${problems.whole}`)}
            </Text>
          )}
          {showsProblems && 'problems' in made && (
            <Text size="sm" role="alert">
              {t('problems.some')}
            </Text>
          )}
          <Group gap="xs">
            <Button type="submit" loading={isSaving}>
              {t('save')}
            </Button>
            <Button variant="subtle" color="gray" onClick={discard}>
              {t('discard')}
            </Button>
          </Group>
        </div>
        <section className={classes.preview} aria-labelledby="question-preview">
          <Title order={2} size="h6" id="question-preview" c="dimmed">
            {t('preview')}
          </Title>
          {'content' in made ? (
            <QuestionView content={made.content} language={profile.language} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('previewLater')}
            </Text>
          )}
        </section>
      </form>
    </Stack>
  );
}
