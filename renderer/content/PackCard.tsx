import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconDownload, IconFileExport, IconListSearch, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { PackSummary } from '../../shared/model/pack-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { PackTopics } from './PackTopics.tsx';
import { useExportPack } from './use-export-pack.ts';

/** A question pack with what it holds and whom it is owed to. */
export function PackCard({ pack, onRemove }: { pack: PackSummary; onRemove: () => void }) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const { exportPack, exportGift, isExporting } = useExportPack();
  const languages = new Intl.DisplayNames([profile.language], { type: 'language' });
  const name = textInLanguage(pack.displayNames, profile.language);
  const description = pack.descriptions === null ? null : textInLanguage(pack.descriptions, profile.language);
  return (
    <Paper component="article" withBorder radius="lg" p="lg" aria-label={name.text}>
      <Group justify="space-between" align="flex-start">
        <div style={{ flex: '1 1 240px', minWidth: 0 }}>
          <Group gap="xs">
            <Title order={3} size="h5" lang={name.language} style={{ overflowWrap: 'anywhere' }}>
              {name.text}
            </Title>
            {pack.isBuiltIn && (
              <Badge variant="light" tt="none">
                {t('pack.builtIn')}
              </Badge>
            )}
          </Group>
          {description !== null && (
            <Text size="sm" lang={description.language}>
              {description.text}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {[
              t(pack.isBuiltIn ? 'pack.templates' : 'pack.questions', { count: pack.questionCount }),
              t('pack.topics', { count: pack.topicCount }),
              // Many formats do not say in which language they are.
              pack.languages
                .filter((language) => language !== 'und')
                .map((language) => languages.of(language) ?? language)
                .join(', '),
            ]
              .filter((fact) => fact !== '')
              .join(' · ')}
          </Text>
          {(pack.licence !== null || pack.credit !== null) && (
            <Text size="xs" c="dimmed">
              {[pack.licence, pack.credit].filter((part) => part !== null).join(' · ')}
            </Text>
          )}
        </div>
        {!pack.isBuiltIn && (
          <Group gap={4} ml={-8}>
            <Button
              renderRoot={(props) => <Link {...props} to="/content/questions" search={{ packs: [pack.id] }} />}
              variant="subtle"
              color="gray"
              size="xs"
              fz="sm"
              leftSection={<IconListSearch size={16} aria-hidden="true" />}
            >
              {t('pack.browse')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              fz="sm"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              loading={isExporting}
              onClick={() => void exportPack(pack)}
            >
              {t('pack.export')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              fz="sm"
              leftSection={<IconFileExport size={16} aria-hidden="true" />}
              disabled={isExporting}
              onClick={() => void exportGift(pack)}
            >
              {t('pack.gift')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="xs"
              fz="sm"
              leftSection={<IconTrash size={16} aria-hidden="true" />}
              onClick={onRemove}
            >
              {t('pack.remove')}
            </Button>
          </Group>
        )}
      </Group>
      <PackTopics pack={pack} />
    </Paper>
  );
}
