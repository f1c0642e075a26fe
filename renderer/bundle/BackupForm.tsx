import { Button, Checkbox, PasswordInput, Radio, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { Failure } from '../../shared/errors/outcome.ts';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { saveFile } from '../content/save-file.ts';
import { BundleProgress } from './BundleProgress.tsx';

type Work =
  | { readonly name: 'idle' }
  | { readonly name: 'running'; readonly progressId: string }
  | { readonly name: 'done'; readonly fileName: string; readonly rowCount: number }
  | { readonly name: 'failed'; readonly error: Failure };

/** Short ones are guessed from the file alone, without anybody noticing. */
const shortestPassphrase = 8;

/** Saves all profiles, or the one that studies, to a file, with or without a passphrase. */
export function BackupForm() {
  const { t } = useTranslation('bundle');
  const { calls } = useStudyHost();
  const { change } = usePreferences();
  const { profile } = useActiveProfile();
  const [whose, setWhose] = useState<'all' | 'mine'>('all');
  const [isProtected, setProtected] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isTried, setTried] = useState(false);
  const [work, setWork] = useState<Work>({ name: 'idle' });
  const isTooShort = passphrase.length < shortestPassphrase;
  const isDifferent = passphrase !== repeated;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isProtected && (isTooShort || isDifferent)) return;
    const progressId = createUuidV7();
    setWork({ name: 'running', progressId });
    const outcome = await calls.exportBundle({
      progressId,
      studentId: whose === 'mine' ? profile.id : null,
      passphrase: isProtected ? passphrase : null,
    });
    setTried(false);
    if (!outcome.ok) {
      return setWork(
        outcome.error.code === 'BUNDLE_CANCELLED' ? { name: 'idle' } : { name: 'failed', error: outcome.error },
      );
    }
    const { fileName, bytes, rowCount } = outcome.value;
    saveFile(fileName, bytes, 'application/octet-stream');
    if (whose === 'all') change({ lastBackupAt: new Date().toISOString() });
    setPassphrase('');
    setRepeated('');
    setWork({ name: 'done', fileName, rowCount });
  }

  if (work.name === 'running') {
    return <BundleProgress progressId={work.progressId} text={t(isProtected ? 'encrypting' : 'saving')} />;
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="sm">
        <Radio.Group label={t('whose')} value={whose} onChange={(value) => setWhose(value === 'mine' ? 'mine' : 'all')}>
          <Stack gap={8} mt={8}>
            <Radio value="all" label={t('all')} />
            {!isSampleStudent(profile.id) && (
              <Radio
                value="mine"
                label={t('mine', { name: profile.displayName })}
                description={t('mineDetail', { name: profile.displayName })}
              />
            )}
          </Stack>
        </Radio.Group>
        <Checkbox
          checked={isProtected}
          onChange={(event) => setProtected(event.currentTarget.checked)}
          label={t('protect')}
          description={t('protectDetail')}
        />
        {isProtected && (
          <Stack gap="sm" maw={420}>
            <PasswordInput
              label={t('passphrase')}
              description={t('passphraseDetail')}
              autoComplete="new-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              error={isTried && isTooShort ? t('tooShort') : null}
            />
            <PasswordInput
              label={t('repeat')}
              autoComplete="new-password"
              value={repeated}
              onChange={(event) => setRepeated(event.currentTarget.value)}
              error={isTried && !isTooShort && isDifferent ? t('differs') : null}
            />
          </Stack>
        )}
        <Button
          type="submit"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconDownload size={18} aria-hidden="true" />}
        >
          {t('save')}
        </Button>
        {work.name === 'done' && (
          <Text role="status" style={{ overflowWrap: 'anywhere' }}>
            {t('saved', { file: work.fileName, count: work.rowCount })}
          </Text>
        )}
        {work.name === 'failed' && <FailurePanel error={work.error} headingOrder={2} />}
      </Stack>
    </form>
  );
}
