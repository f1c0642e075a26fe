import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyPanel } from '../app/EmptyPanel.tsx';
import { patternLooks } from '../app/pattern-looks.ts';

const noticed = ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening', 'improving'] as const;

/** The reflex centre before the first reflex: what one notices, so that the first is no surprise. */
export function NoReflexes() {
  const { t } = useTranslation('reflexes');
  const navigate = useNavigate();
  return (
    <EmptyPanel title={t('none.title')} lead={t('none.lead')}>
      <Stack component="ul" gap="sm" mb="xl" p={0} m={0} style={{ listStyle: 'none' }}>
        {noticed.map((pattern) => {
          const { Icon, textColour } = patternLooks[pattern];
          return (
            <Group component="li" key={pattern} gap="sm" wrap="nowrap" align="flex-start">
              <Icon size={20} color={textColour} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
              <div>
                <Text fw={600}>{t(`titles.${pattern}`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`seenPlain.${pattern}`)}
                </Text>
              </div>
            </Group>
          );
        })}
      </Stack>
      <Button
        leftSection={<IconPencil size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/practice' })}
      >
        {t('none.practise')}
      </Button>
    </EmptyPanel>
  );
}
