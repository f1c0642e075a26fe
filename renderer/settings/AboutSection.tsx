import { Anchor, List, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { version } from '../../package.json';
import { credits } from './credits.ts';

/** Version, licence, and the work of others that ships with the app. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  return (
    <section aria-labelledby="about">
      <Title order={2} size="h4" id="about" mb="xs">
        {t('about.title')}
      </Title>
      <Text mb="sm">{t('about.version', { version })}</Text>
      <details>
        <summary>
          <Anchor component="span">{t('about.credits')}</Anchor>
        </summary>
        <List size="sm" mt="xs">
          {credits.map(({ name, licence }) => (
            <List.Item key={name}>{`${name}: ${licence}`}</List.Item>
          ))}
        </List>
      </details>
    </section>
  );
}
