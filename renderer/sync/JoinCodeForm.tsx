import { Alert, Button, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ServerChoice } from '../../shared/model/class-joining.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import type { FoundClass } from './found-class.ts';

interface JoinCodeFormProps {
  readonly code: string;
  readonly serverUrl: string;
  /** Both came with a link from outside: whoever follows it should see where it leads. */
  readonly isFromLink: boolean;
  readonly onFound: (found: FoundClass) => void;
}

/** The code from the teacher, and the server where it counts. */
export function JoinCodeForm({ code, serverUrl, isFromLink, onFound }: JoinCodeFormProps) {
  const { t } = useTranslation('sync');
  const { calls } = useStudyHost();
  const [typedCode, setTypedCode] = useState(code);
  const [typedServer, setTypedServer] = useState(serverUrl);
  const [kind, setKind] = useState<ServerChoice['kind']>('endstp');
  const [apiKey, setApiKey] = useState('');
  const [isLooking, setLooking] = useState(false);
  const [failed, setFailed] = useState<{ readonly error: Failure; readonly address: string } | null>(null);

  async function look(event: FormEvent): Promise<void> {
    event.preventDefault();
    setLooking(true);
    setFailed(null);
    const choice: ServerChoice = { serverUrl: typedServer, kind, apiKey: kind === 'supabase' ? apiKey.trim() : null };
    const outcome = await calls.lookUpClass({ ...choice, code: typedCode });
    setLooking(false);
    if (outcome.ok)
      onFound({ choice: { ...choice, serverUrl: outcome.value.serverUrl }, code: typedCode, offer: outcome.value });
    else setFailed({ error: outcome.error, address: typedServer.trim() });
  }

  return (
    <Paper
      withBorder
      radius="lg"
      p={{ base: 'md', sm: 'xl' }}
      component="form"
      onSubmit={(event) => void look(event)}
      noValidate
    >
      <Stack gap="md">
        <Text>{t('join.lead')}</Text>
        {isFromLink && <Alert color="violet">{t('join.linkFrom')}</Alert>}
        <TextInput
          label={t('join.code')}
          value={typedCode}
          onChange={(event) => setTypedCode(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
          size="lg"
          maw={460}
          styles={{
            input: { textTransform: 'uppercase', letterSpacing: '0.12em', fontVariantNumeric: 'tabular-nums' },
          }}
        />
        <TextInput
          label={t('join.server')}
          description={t('join.serverHint')}
          value={typedServer}
          onChange={(event) => setTypedServer(event.currentTarget.value)}
          type="url"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
        />
        <details>
          <summary>{t('join.otherServer')}</summary>
          <Stack gap="sm" mt="sm">
            <NativeSelect
              label={t('join.kind')}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value === 'supabase' ? 'supabase' : 'endstp')}
              data={(['endstp', 'supabase'] as const).map((value) => ({ value, label: t(`join.kinds.${value}`) }))}
            />
            {kind === 'supabase' && (
              <TextInput
                label={t('join.apiKey')}
                value={apiKey}
                onChange={(event) => setApiKey(event.currentTarget.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Stack>
        </details>
        <Button
          type="submit"
          loading={isLooking}
          disabled={typedCode.trim().length < 4 || typedServer.trim() === ''}
          style={{ alignSelf: 'start' }}
        >
          {t('join.look')}
        </Button>
        {/* Below the button: what is pressed again stays where it is. */}
        {failed !== null && (
          <FailurePanel
            error={failed.error}
            headingOrder={2}
            // Nobody who joins has answers on the way yet: the address is what to look at.
            words={
              failed.error.code === 'SYNC_OFFLINE'
                ? { explanation: t('join.noAnswer', { address: failed.address }), action: t('join.checkAddress') }
                : undefined
            }
          />
        )}
      </Stack>
    </Paper>
  );
}
