import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { version } from '../../package.json';
import { useHostQuery } from '../app/study-host.tsx';

/** Version, licence, and the way to the work of others that ships with the app. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  const host = useHostQuery(['host'], (calls) => calls.describeHost()).data;
  return (
    <section aria-labelledby="about">
      <Title order={2} size="h4" id="about" mb="xs">
        {t('about.title')}
      </Title>
      <Text mb="sm">
        {t('about.version', { version })}
        {host !== undefined && ` ${t('about.kept', { place: t(`database.storages.${host.storage}`) })}`}
      </Text>
      <Anchor component={Link} to="/licences">
        {t('about.credits')}
      </Anchor>
    </section>
  );
}
