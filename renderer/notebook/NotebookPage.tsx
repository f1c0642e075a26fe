import { Button, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconArrowLeft, IconPencil, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { EmptyPanel } from '../app/EmptyPanel.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { ReviewBanner } from '../review/ReviewBanner.tsx';
import { DetailSkeleton, MistakeDetailPane } from './MistakeDetailPane.tsx';
import { MistakeList } from './MistakeList.tsx';
import classes from './Notebook.module.css';
import { NotebookFilters } from './NotebookFilters.tsx';
import { isFiltered, type NotebookAddress } from './notebook-address.ts';
import { useMistakeList } from './use-mistake-list.ts';
import { useNotebookKeys } from './use-notebook-keys.ts';

/** Room of the column at which a window of 900 px shows list and details side by side, at the usual text size. */
const twoPanesPx = 600;

/** Every mistake: filter, search, look closely, note, review, print. */
export function NotebookPage() {
  const { t } = useTranslation('notebook');
  const { profile } = useActiveProfile();
  const { preferences } = usePreferences();
  const navigate = useNavigate();
  const address = useSearch({ from: '/frame/notebook' });
  const searchField = useRef<HTMLInputElement>(null);
  const detail = useRef<HTMLElement>(null);
  const { ref: room, width } = useElementSize();
  const overview = useHostQuery(['notebook', profile.id, 'overview'], (calls) =>
    calls.readNotebook({ studentId: profile.id }),
  );
  const list = useMistakeList(address, profile.id);
  const { mistakes } = list;

  const isWide = width >= twoPanesPx * preferences.textScale;
  // Beside the list something is always shown; alone on the screen only what was asked for.
  const openId = address.open ?? (isWide ? mistakes[0]?.mistakeId : undefined);
  const showsList = isWide || address.open === undefined;

  const go = (next: NotebookAddress, isStep: boolean) =>
    void navigate({ to: '/notebook', search: next, replace: !isStep, resetScroll: false });
  const open = (mistakeId: string) => go({ ...address, open: mistakeId }, !isWide);
  const close = () => {
    const { open: _, ...rest } = address;
    go(rest, false);
  };
  const move = (by: 1 | -1) => {
    const at = mistakes.findIndex(({ mistakeId }) => mistakeId === openId);
    const next = mistakes[at === -1 ? 0 : at + by];
    if (next === undefined) return;
    if (isWide || address.open !== undefined) go({ ...address, open: next.mistakeId }, false);
    else document.querySelector<HTMLElement>(`[data-mistake="${next.mistakeId}"]`)?.focus();
  };
  useNotebookKeys({
    move: (by) => {
      const focused = document.activeElement?.getAttribute('data-mistake');
      if (isWide || address.open !== undefined || focused == null) return move(by);
      const at = mistakes.findIndex(({ mistakeId }) => mistakeId === focused);
      const next = mistakes[at + by]?.mistakeId;
      document.querySelector<HTMLElement>(`[data-mistake="${next}"]`)?.focus();
    },
    open: () => {
      const focused = document.activeElement?.getAttribute('data-mistake');
      if (focused != null) open(focused);
      detail.current?.focus({ preventScroll: isWide });
    },
    search: () => searchField.current?.focus(),
  });

  // The narrow screen goes to the details and comes back to where the list was.
  const listPlace = useRef(0);
  useLayoutEffect(() => {
    if (isWide) return;
    if (showsList) {
      window.scrollTo({ top: listPlace.current });
      return;
    }
    const place = listPlace;
    window.scrollTo({ top: 0 });
    detail.current?.focus({ preventScroll: true });
    return () => {
      place.current = Math.max(0, place.current);
    };
  }, [isWide, showsList]);
  useEffect(() => {
    if (!showsList || isWide) return;
    const keep = () => {
      listPlace.current = window.scrollY;
    };
    window.addEventListener('scroll', keep, { passive: true });
    return () => window.removeEventListener('scroll', keep);
  }, [showsList, isWide]);

  if (overview.failure !== null && overview.data === undefined) {
    return <FailurePanel error={overview.failure} onRetry={overview.refetch} />;
  }
  const isEmpty = overview.data?.mistakeCount === 0;
  return (
    <Stack gap="lg" ref={room}>
      {showsList ? (
        <Group justify="space-between" align="flex-start" gap="sm">
          <header className={classes.heading}>
            <Title order={1}>{t('title')}</Title>
            <Text c="dimmed" maw="60ch">
              {t('lead')}
            </Text>
          </header>
          {!isEmpty && (
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden="true" />}
              onClick={() => void navigate({ to: '/notebook/print', search: address })}
            >
              {t('print')}
            </Button>
          )}
        </Group>
      ) : (
        <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      )}
      {isEmpty ? (
        <EmptyNotebook onPractise={() => void navigate({ to: '/practice' })} />
      ) : (
        <>
          {showsList && (
            <>
              <ReviewBanner studentId={profile.id} language={profile.language} />
              <NotebookFilters
                overview={overview.data}
                address={address}
                foundCount={list.totalCount}
                isSearching={list.isSearching}
                searchField={searchField}
                onChange={(next) => go(next, false)}
              />
            </>
          )}
          {list.failure !== null && mistakes.length === 0 ? (
            <FailurePanel error={list.failure} onRetry={list.refetch} headingOrder={2} />
          ) : (
            <div className={classes.panes} data-wide={isWide || undefined}>
              <div hidden={!showsList} className={classes.found} data-stale={list.isSearching || undefined}>
                {list.isPending && <ListSkeleton />}
                {!list.isPending && mistakes.length === 0 && isFiltered(address) && (
                  <Stack gap={4} py="xl">
                    <Text fw={600}>{t('nothing.title')}</Text>
                    <Text c="dimmed">{t('nothing.text')}</Text>
                  </Stack>
                )}
                {showsList && mistakes.length > 0 && (
                  <MistakeList list={list} openId={openId} language={profile.language} onOpen={open} />
                )}
              </div>
              {(!showsList || (isWide && (list.isPending || openId !== undefined))) && (
                <section className={classes.detail} aria-label={t('detail.label')} tabIndex={-1} ref={detail}>
                  {!isWide && (
                    <Button
                      variant="subtle"
                      color="gray"
                      size="compact-md"
                      mb="sm"
                      leftSection={<IconArrowLeft size={18} aria-hidden="true" />}
                      onClick={close}
                    >
                      {t('back')}
                    </Button>
                  )}
                  {openId === undefined ? (
                    <DetailSkeleton />
                  ) : (
                    <MistakeDetailPane
                      key={openId}
                      mistakeId={openId}
                      studentId={profile.id}
                      language={profile.language}
                      onOpen={open}
                    />
                  )}
                </section>
              )}
            </div>
          )}
        </>
      )}
    </Stack>
  );
}

function EmptyNotebook({ onPractise }: { onPractise: () => void }) {
  const { t } = useTranslation('notebook');
  return (
    <EmptyPanel title={t('empty.title')} lead={t('empty.text')}>
      <Button leftSection={<IconPencil size={18} aria-hidden="true" />} onClick={onPractise}>
        {t('empty.action')}
      </Button>
    </EmptyPanel>
  );
}

function ListSkeleton() {
  return (
    <Stack gap={8} aria-busy="true">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <Skeleton key={key} height={92} radius="md" />
      ))}
    </Stack>
  );
}
