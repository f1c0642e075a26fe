import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconCopy, IconPencil } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../../shared/content/localized-text.ts';
import type { QuestionDetail } from '../../../shared/model/question-search.ts';
import { useActiveProfile } from '../../app/active-profile.tsx';
import { BackLink } from '../../app/BackLink.tsx';
import { FailurePanel } from '../../app/FailurePanel.tsx';
import { useHostQuery } from '../../app/study-host.tsx';
import { useTopicName } from '../../app/use-topic-name.ts';
import classes from './QuestionBrowser.module.css';
import { QuestionView } from './QuestionView.tsx';
import { useRetireQuestion } from './use-retire-question.tsx';

/** One question as a student meets it, its answer on request, and what can be done with it. */
export function QuestionDetailPage() {
  const { t } = useTranslation('questions');
  const { questionId } = useParams({ from: '/frame/content/questions/$questionId' });
  const query = useHostQuery(['questions', questionId], (calls) => calls.readQuestion({ questionId }));
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;
  return (
    <Stack gap="lg">
      <header>
        <BackLink to="/content/questions">{t('title')}</BackLink>
        <Title order={1} size="h2">
          {t('one')}
        </Title>
      </header>
      {query.data === undefined ? <Skeleton height={320} radius="lg" /> : <Detail detail={query.data} />}
    </Stack>
  );
}

function Detail({ detail }: { detail: QuestionDetail }) {
  const { t } = useTranslation('questions');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const navigate = useNavigate();
  const retire = useRetireQuestion();
  const { questionId, content, pack, isRetired } = detail;
  const facts = [
    textInLanguage(pack.names, profile.language).text,
    topicName(content.topicUid, detail.topicNames),
    t(`kinds.${content.kind}`),
    t(`difficulties.${content.difficulty}`),
    t('expected', { seconds: content.expectedSeconds }),
  ];
  const history = [
    detail.answerCount === 0
      ? t('neverAnswered')
      : t('answered', { count: detail.answerCount, right: detail.rightCount }),
    ...(detail.versionCount > 1 ? [t('versions', { count: detail.versionCount })] : []),
    // On a line that is there anyway: retiring moves nothing.
    ...(isRetired ? [t('isRetired')] : []),
  ];
  return (
    <div className={classes.detail}>
      <div>
        <Text size="sm" c="dimmed">
          {[...new Set(facts)].join(' · ')}
        </Text>
        <Text size="sm" c="dimmed">
          {history.join(' · ')}
        </Text>
      </div>
      <QuestionView key={questionId} content={content} language={profile.language} />
      <Group gap="xs">
        {pack.isOwn ? (
          <Button
            renderRoot={(props) => <Link {...props} to="/content/questions/$questionId/edit" params={{ questionId }} />}
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden="true" />}
          >
            {t('edit')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden="true" />}
            onClick={() => void navigate({ to: '/content/questions/new', search: { from: questionId } })}
          >
            {t('copy')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={
            isRetired ? <IconArchiveOff size={16} aria-hidden="true" /> : <IconArchive size={16} aria-hidden="true" />
          }
          onClick={() => void retire(questionId, !isRetired)}
        >
          {t(isRetired ? 'bringBack' : 'retire')}
        </Button>
      </Group>
      {!pack.isOwn && (
        <Text size="xs" c="dimmed">
          {t('copyHelp')}
        </Text>
      )}
    </div>
  );
}
