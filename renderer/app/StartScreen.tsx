import { Loader, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './StartScreen.module.css';

/** While the study database opens and nobody is known yet; shows itself only when that takes longer than 150 ms. */
export function StartScreen() {
  const { t } = useTranslation('frame');
  return (
    <main className={classes.screen} aria-busy="true">
      <Title order={1} size="h3">
        End.STP
      </Title>
      <Loader type="dots" aria-hidden="true" />
      <Text c="dimmed" role="status">
        {t('start.opening')}
      </Text>
    </main>
  );
}
