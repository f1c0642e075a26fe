import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../shared/host/study-host-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { readLocalized } from '../app/read-localized.ts';

/** A question pack with what it holds and whom it is owed to. */
export function PackCard({ pack, onRemove }: { pack: PackSummary; onRemove: () => void }) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const languages = new Intl.DisplayNames([profile.language], { type: 'language' });
  return (
    <Paper component="article" withBorder radius="lg" p="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={3} size="h5">
              {readLocalized(pack.displayNames, profile.language)}
            </Title>
            {pack.isBuiltIn && (
              <Badge variant="light" tt="none">
                {t('pack.builtIn')}
              </Badge>
            )}
          </Group>
          {pack.descriptions !== null && <Text size="sm">{readLocalized(pack.descriptions, profile.language)}</Text>}
          <Text size="sm" c="dimmed">
            {[
              t(pack.isBuiltIn ? 'pack.templates' : 'pack.questions', { count: pack.questionCount }),
              t('pack.topics', { count: pack.topicCount }),
              pack.languages.map((language) => languages.of(language) ?? language).join(', '),
            ].join(' · ')}
          </Text>
          {(pack.licence !== null || pack.credit !== null) && (
            <Text size="xs" c="dimmed">
              {[pack.licence, pack.credit].filter((part) => part !== null).join(' · ')}
            </Text>
          )}
        </div>
        {!pack.isBuiltIn && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={onRemove}
          >
            {t('pack.remove')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
