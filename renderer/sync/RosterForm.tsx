import { Button, Group, Paper, Radio, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import type { FoundClass } from './found-class.ts';

const notListed = 'not-listed';

/** "Who are you?" - the names of the class; one that is in use elsewhere needs the teacher's approval. */
export function RosterForm({ found, onBack }: { found: FoundClass; onBack: () => void }) {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const { roster, className } = found.offer;
  const sameName = roster.find(({ displayName }) => isSameName(displayName, profile.displayName));
  const [chosen, setChosen] = useState(sameName?.memberId ?? (roster.length === 0 ? notListed : ''));
  const [typedName, setTypedName] = useState(profile.displayName);
  const [isJoining, setJoining] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const isClaimed = roster.some(({ memberId, isClaimed }) => memberId === chosen && isClaimed);

  async function join(event: FormEvent): Promise<void> {
    event.preventDefault();
    setJoining(true);
    setError(null);
    // What follows shows the state of the profile, which is another one then.
    const outcome = await calls.joinClass({
      ...found.choice,
      studentId: profile.id,
      code: found.code,
      memberId: chosen === notListed ? null : chosen,
      displayName: chosen === notListed ? typedName : null,
    });
    setJoining(false);
    if (!outcome.ok) setError(outcome.error);
  }

  return (
    <Paper withBorder radius="lg" p="xl" component="form" onSubmit={(event) => void join(event)} noValidate>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('join.who', { name: className })}
          </Title>
          <Text>{t('join.whoLead')}</Text>
        </div>
        <Radio.Group value={chosen} onChange={setChosen} aria-label={t('join.name')}>
          <Stack gap={8}>
            {roster.map(({ memberId, displayName, isClaimed: isTaken }) => (
              <Radio
                key={memberId}
                value={memberId}
                label={displayName}
                {...(isTaken ? { description: t('join.claimed') } : {})}
              />
            ))}
            <Radio value={notListed} label={t('join.notListed')} />
          </Stack>
        </Radio.Group>
        {chosen === notListed && (
          <TextInput
            label={t('join.name')}
            value={typedName}
            onChange={(event) => setTypedName(event.currentTarget.value)}
            autoComplete="off"
            maw={320}
          />
        )}
        {isClaimed && <Text size="sm">{t('join.claimedNote')}</Text>}
        {error !== null && <FailurePanel error={error} headingOrder={2} />}
        <Group gap="sm">
          <Button
            type="submit"
            loading={isJoining}
            disabled={chosen === '' || (chosen === notListed && typedName.trim() === '')}
          >
            {t(isClaimed ? 'join.ask' : 'join.join')}
          </Button>
          <Button variant="default" onClick={onBack} disabled={isJoining}>
            {t('join.back')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function isSameName(one: string, other: string): boolean {
  return one.trim().localeCompare(other.trim(), undefined, { sensitivity: 'base' }) === 0;
}
