import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { version } from '../../package.json';

/** Version, licence, and the way to the work of others that ships with the app. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  return (
    <section aria-labelledby="about">
      <Title order={2} size="h4" id="about" mb="xs">
        {t('about.title')}
      </Title>
      <Text mb="sm">{t('about.version', { version })}</Text>
      <Anchor component={Link} to="/licences">
        {t('about.credits')}
      </Anchor>
    </section>
  );
}
