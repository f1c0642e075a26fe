import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconListSearch, IconPencilPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../shared/model/pack-summary.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { useWaitingPackFile } from '../desktop/waiting-pack-file.ts';
import { ImportArea } from './ImportArea.tsx';
import { ImportResults } from './ImportResults.tsx';
import { PackCard } from './PackCard.tsx';
import { TableMapping } from './TableMapping.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useImportQueue } from './use-import-queue.ts';
import { useRemovePack } from './use-remove-pack.tsx';

/** The question packs on this computer, and how to add more. */
export function ContentPage() {
  const { t } = useTranslation('content');
  const query = useHostQuery(['packs'], (calls) => calls.listPacks());
  const { jobs, addFiles, cancelAll, answerTable } = useImportQueue();
  const isOver = useFileDrop(addFiles);
  const addFile = useCallback(async (file: File) => addFiles([file]), [addFiles]);
  useWaitingPackFile(addFile);
  const mapping = jobs.find(({ state }) => state.name === 'mapping');
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  const removePack = useRemovePack();
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;
  const remove = (pack: PackSummary) => {
    setHiddenIds((before) => new Set([...before, pack.id]));
    removePack(pack, () => setHiddenIds((before) => new Set([...before].filter((id) => id !== pack.id))));
  };
  return (
    <Stack gap="xl">
      <Group component="header" justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <Group gap="xs">
          <Button
            component={Link}
            to="/content/questions"
            variant="default"
            leftSection={<IconListSearch size={18} aria-hidden="true" />}
          >
            {t('browse')}
          </Button>
          <Button
            component={Link}
            to="/content/questions/new"
            variant="default"
            leftSection={<IconPencilPlus size={18} aria-hidden="true" />}
          >
            {t('write')}
          </Button>
        </Group>
      </Group>
      <ImportArea jobs={jobs} isOver={isOver} onFiles={addFiles} onCancel={cancelAll} />
      {mapping?.state.name === 'mapping' && (
        <TableMapping
          key={mapping.id}
          fileName={mapping.fileName}
          beginning={mapping.state.beginning}
          firstPreview={mapping.state.preview}
          onAnswer={answerTable}
        />
      )}
      <ImportResults jobs={jobs} />
      <section aria-labelledby="packs">
        <Title order={2} size="h4" id="packs" mb="sm">
          {t('packs')}
        </Title>
        {query.isPending ? (
          <Skeleton height={120} radius="lg" />
        ) : (
          <Stack gap="md">
            {(query.data ?? [])
              .filter((pack) => !hiddenIds.has(pack.id))
              .map((pack) => (
                <PackCard key={pack.id} pack={pack} onRemove={() => remove(pack)} />
              ))}
          </Stack>
        )}
      </section>
    </Stack>
  );
}
