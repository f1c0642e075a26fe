import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../../shared/content/localized-text.ts';
import type { FoundQuestion } from '../../../shared/model/question-search.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { BackLink } from '../../app/BackLink.tsx';
import { EmptyPanel } from '../../app/EmptyPanel.tsx';
import { FailurePanel } from '../../app/FailurePanel.tsx';
import { useHostQuery } from '../../app/study-host.tsx';
import { useTopicName } from '../../app/use-topic-name.ts';
import { WindowList } from '../../app/WindowList.tsx';
import { QuestionText } from '../../question-text/QuestionText.tsx';
import classes from './QuestionBrowser.module.css';
import { QuestionFilters } from './QuestionFilters.tsx';
import { useQuestionList } from './use-question-list.ts';

const estimatedRowHeight = 96;
/** Letters of a stem that the list shows whole. */
const longestWholeStem = 320;

/** Every question of imported packs and one's own, to search, read, write and retire. */
export function QuestionBrowserPage() {
  const { t } = useTranslation('questions');
  const address = useSearch({ from: '/frame/content/questions' });
  const navigate = useNavigate();
  const list = useQuestionList(address);
  const isFiltered = Object.keys(address).length > 0;
  const facets = useHostQuery(['questions', 'facets'], (calls) => calls.readQuestionFacets());
  // What is no longer asked is found through the filters: they stay for it.
  const isEmpty = !isFiltered && list.totalCount === 0 && facets.data?.retiredCount === 0;
  return (
    <Stack gap="lg">
      <header>
        <BackLink to="/content">{t('toContent')}</BackLink>
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={1}>{t('title')}</Title>
            <Text c="dimmed">{t('lead')}</Text>
          </div>
          <Button component={Link} to="/content/questions/new" leftSection={<IconPlus size={18} aria-hidden="true" />}>
            {t('write')}
          </Button>
        </Group>
      </header>
      {!isEmpty && (
        <QuestionFilters
          address={address}
          foundCount={list.isStale ? undefined : list.totalCount}
          onChange={(search) => void navigate({ to: '/content/questions', search, replace: true })}
        />
      )}
      {list.failure !== null && <FailurePanel error={list.failure} onRetry={list.refetch} headingOrder={2} />}
      {list.isPending && <Skeleton height={320} radius="lg" />}
      {isEmpty && (
        <EmptyPanel title={t('none')} lead={t('noneLead')}>
          <Button component={Link} to="/content" variant="light">
            {t('addPack')}
          </Button>
        </EmptyPanel>
      )}
      {list.totalCount === 0 && facets.data !== undefined && !isEmpty && <Text>{t('noMatch')}</Text>}
      <div aria-busy={list.isStale || undefined} className={classes.found}>
        <WindowList
          label={t('title')}
          items={list.questions}
          keyOf={({ questionId }) => questionId}
          estimatedRowHeight={estimatedRowHeight}
          totalCount={list.totalCount}
          hasMore={list.hasMore}
          isLoadingMore={list.isLoadingMore}
          loadMore={list.loadMore}
          loadingText={t('loadingMore')}
          render={(question) => <QuestionRow question={question} />}
        />
      </div>
    </Stack>
  );
}

function QuestionRow({ question }: { question: FoundQuestion }) {
  const { t } = useTranslation('questions');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const isLong = textInLanguage(question.stem, profile.language).text.length > longestWholeStem;
  return (
    <Link
      className={classes.row}
      to="/content/questions/$questionId"
      params={{ questionId: question.questionId }}
      data-question={question.questionId}
    >
      <span className={classes.stem} data-long={isLong || undefined}>
        <QuestionText text={question.stem} format={question.textFormat} language={profile.language} />
      </span>
      <span className={classes.facts}>
        <span>{topicName(question.topicUid, question.topicNames)}</span>
        <span>{t(`kinds.${question.kind}`)}</span>
        <span>{t(`difficulties.${question.difficulty}`)}</span>
      </span>
    </Link>
  );
}
