import { Button, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useHostQuery } from '../app/study-host.tsx';
import { SampleButton } from './SampleButton.tsx';
import { useSampleHistory } from './use-sample-history.ts';

/** In the settings: make the sample student, or remove them. */
export function SampleSection() {
  const { t } = useTranslation('sample');
  const profiles = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  const { work, remove } = useSampleHistory();
  const isThere = profiles.data?.some((profile) => isSampleStudent(profile.id)) === true;
  return (
    <Stack gap="sm" component="section" aria-labelledby="sample-history">
      <Title order={2} size="h4" id="sample-history">
        {t('title')}
      </Title>
      {isThere ? (
        <>
          <Text size="sm" maw="60ch">
            {t('isThere')}
          </Text>
          <Button
            variant="default"
            leftSection={<IconTrash size={18} aria-hidden="true" />}
            loading={work.name === 'removing'}
            onClick={() => void remove()}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('remove')}
          </Button>
        </>
      ) : (
        <SampleButton />
      )}
    </Stack>
  );
}
