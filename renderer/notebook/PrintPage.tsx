import { Button, Checkbox, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { dateFormat } from '../app/date-format.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { toSearch } from './notebook-address.ts';
import { PrintedAnswer, PrintedQuestion } from './PrintedQuestion.tsx';
import classes from './PrintPage.module.css';

/** About fifty pages: more is a book, and typesetting it takes long. */
const mostQuestions = 200;
const spaces = ['none', 'small', 'large'] as const;

/** The filtered notebook on paper: questions, optional room to solve them, answers beside them or on pages of their own. */
export function PrintPage() {
  const { t } = useTranslation('notebook');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  const address = useSearch({ from: '/notebook/print' });
  const [space, setSpace] = useState<(typeof spaces)[number]>('none');
  const [isSeparate, setSeparate] = useState(false);
  const [showsMine, setShowsMine] = useState(true);
  const search = toSearch(address, profile.id);
  const found = useHostQuery(['notebook', profile.id, 'print', search], (calls) =>
    calls.searchMistakes({ ...search, cursor: null, limit: mostQuestions }),
  );
  const count = useHostQuery(['notebook', profile.id, 'count', search], (calls) =>
    calls.countMistakes({ ...search, cursor: null, limit: 1 }),
  );
  const ids = found.data?.mistakes.map(({ mistakeId }) => mistakeId);
  const details = useHostQuery(['notebook', profile.id, 'printed', ids ?? []], (calls) =>
    calls.readMistakes({ mistakeIds: ids ?? [] }),
  );
  const failure = found.failure ?? details.failure;
  if (failure !== null) return <FailurePanel error={failure} onRetry={found.refetch} />;

  const isReady = ids !== undefined && details.data?.length === ids.length;
  const noted = new Map(found.data?.mistakes.map((mistake) => [mistake.mistakeId, mistake]));
  const printed = (details.data ?? []).flatMap((mistake) => {
    const listed = noted.get(mistake.mistakeId);
    return mistake.question === null || listed === undefined
      ? []
      : [{ mistake, listed, content: mistake.question.content }];
  });
  const total = count.data?.count ?? printed.length;
  return (
    <main className={classes.page} id="main" tabIndex={-1}>
      <Stack gap="md" className={classes.options}>
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowLeft size={18} aria-hidden="true" />}
            onClick={() => void navigate({ to: '/notebook', search: address })}
          >
            {t('title')}
          </Button>
          <Button
            leftSection={<IconPrinter size={18} aria-hidden="true" />}
            disabled={!isReady || printed.length === 0}
            onClick={() => window.print()}
          >
            {t('sheet.print')}
          </Button>
        </Group>
        <div>
          <Title order={1} size="h2">
            {t('sheet.title')}
          </Title>
          <Text c="dimmed">{t('sheet.lead')}</Text>
        </div>
        <Group gap="xl">
          <div>
            <Text size="sm" fw={600} mb={4} id="print-space">
              {t('sheet.space')}
            </Text>
            <SegmentedControl
              aria-labelledby="print-space"
              value={space}
              onChange={(value) => setSpace(spaces.find((candidate) => candidate === value) ?? 'none')}
              data={spaces.map((value) => ({ value, label: t(`sheet.spaces.${value}`) }))}
            />
          </div>
          <Stack gap={6}>
            <Checkbox
              label={t('sheet.separateAnswers')}
              checked={isSeparate}
              onChange={({ currentTarget }) => setSeparate(currentTarget.checked)}
            />
            <Checkbox
              label={t('sheet.showMine')}
              checked={showsMine}
              onChange={({ currentTarget }) => setShowsMine(currentTarget.checked)}
            />
          </Stack>
        </Group>
        {isReady && total > ids.length && <Text size="sm">{t('sheet.shown', { count: ids.length, total })}</Text>}
        {isReady && printed.length < ids.length && (
          <Text size="sm">{t('sheet.notHere', { count: ids.length - printed.length })}</Text>
        )}
      </Stack>
      {!isReady ? (
        <Stack className={classes.paper} aria-busy="true" aria-label={t('sheet.preparing')}>
          <Skeleton height={28} width="50%" />
          <Skeleton height={120} />
          <Skeleton height={120} />
        </Stack>
      ) : (
        <article className={classes.paper} data-space={space} data-paper>
          <header className={classes.heading}>
            <h2>{t('sheet.heading', { name: profile.displayName })}</h2>
            <span>{dateFormat(profile.language, { dateStyle: 'long' }).format(new Date())}</span>
          </header>
          {printed.length === 0 && <p>{t('nothing.title')}</p>}
          <ol className={classes.questions}>
            {printed.map((entry, index) => (
              <PrintedQuestion
                key={entry.mistake.mistakeId}
                {...entry}
                number={index + 1}
                language={profile.language}
                showsAnswer={!isSeparate}
                showsMine={showsMine}
              />
            ))}
          </ol>
          {isSeparate && printed.length > 0 && (
            <section className={classes.answers}>
              <h2>{t('sheet.answers')}</h2>
              <ol className={classes.questions}>
                {printed.map((entry, index) => (
                  <li key={entry.mistake.mistakeId} className={classes.answerEntry}>
                    <span className={classes.number}>{`${index + 1}.`}</span>
                    <PrintedAnswer {...entry} language={profile.language} showsMine={showsMine} />
                  </li>
                ))}
              </ol>
            </section>
          )}
        </article>
      )}
    </main>
  );
}
