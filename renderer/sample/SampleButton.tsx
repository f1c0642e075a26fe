import { Button, Progress, Stack, Text } from '@mantine/core';
import { IconUserStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSampleHistory } from './use-sample-history.ts';

/** "Look around with a sample student", with the progress of making one in the same place. */
export function SampleButton() {
  const { t } = useTranslation('sample');
  const { work, make } = useSampleHistory();
  const isMaking = work.name === 'making';
  return (
    <Stack gap={6} align="flex-start">
      <Button
        variant="default"
        leftSection={<IconUserStar size={18} aria-hidden="true" />}
        disabled={isMaking}
        onClick={() => void make()}
      >
        {t('make')}
      </Button>
      {isMaking ? (
        <>
          <Progress value={work.share * 100} w="100%" maw="22rem" size="sm" aria-label={t('making')} />
          <Text size="sm" c="dimmed" role="status">
            {t('making')}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed" maw="60ch">
          {t('lead')}
        </Text>
      )}
    </Stack>
  );
}
