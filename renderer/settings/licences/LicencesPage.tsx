import { shippedPackages } from 'virtual:licences';
import { Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../app/BackLink.tsx';
import { LicenceEntry } from './LicenceEntry.tsx';
import classes from './Licences.module.css';

/** The work of others that ships with the app, each with its licence; there without a network. */
export function LicencesPage() {
  const { t } = useTranslation('licences');
  const [typed, setTyped] = useState('');
  const words = typed.toLocaleLowerCase('en').trim();
  const found = shippedPackages.filter(({ name, licence }) =>
    `${name} ${licence}`.toLocaleLowerCase('en').includes(words),
  );
  return (
    <Stack gap="lg" maw={760}>
      <div>
        <BackLink to="/settings">{t('back')}</BackLink>
        <Title order={1} mt="xs">
          {t('title')}
        </Title>
        <Text c="dimmed">{t('lead', { count: shippedPackages.length })}</Text>
      </div>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        maw={420}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Text className={classes.count} role="status">
        {t('found', { count: found.length })}
      </Text>
      <ul className={classes.list}>
        {found.map((shipped) => (
          <LicenceEntry key={`${shipped.name}@${shipped.version}`} {...shipped} />
        ))}
      </ul>
      {found.length === 0 && <Text c="dimmed">{t('none', { typed })}</Text>}
    </Stack>
  );
}
