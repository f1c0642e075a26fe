import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { isPin, PinField } from './PinField.tsx';
import { usePinError } from './use-pin-error.ts';

/** Minutes that can be chosen; a value that is stored besides is shown as well. */
const lockMinutes = [1, 5, 15, 30, 60] as const;

interface PinDialogProps {
  readonly profile: Profile;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Sets, changes or takes off the PIN of the profile that studies, and says what a PIN can and cannot do. */
export function PinDialog({ profile, isOpen, onClose }: PinDialogProps) {
  const { t } = useTranslation('profiles');
  const name = profile.displayName;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(profile.lock === null ? 'pin.setTitle' : 'pin.changeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('form.cancel') }}
    >
      <PinForm profile={profile} onDone={onClose} />
    </Modal>
  );
}

function PinForm({ profile, onDone }: { profile: Profile; onDone: () => void }) {
  const { t } = useTranslation('profiles');
  const { calls } = useStudyHost();
  const hasPin = profile.lock !== null;
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [repeated, setRepeated] = useState('');
  const [minutes, setMinutes] = useState(hasPin ? (profile.lock?.lockAfterMinutes ?? null) : 5);
  const [isTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const { pinError, otherError } = usePinError(error, profile.language);
  // Who has a PIN may change the minutes alone.
  const isFreshMissing = hasPin ? fresh !== '' && !isPin(fresh) : !isPin(fresh);
  const isDifferent = fresh !== repeated;

  async function save(newPin: string | null | undefined, message: string): Promise<void> {
    setSaving(true);
    const outcome = await calls.changePin({
      studentId: profile.id,
      pin: hasPin ? current : null,
      newPin,
      lockAfterMinutes: minutes,
    });
    setSaving(false);
    if (!outcome.ok) return setError(outcome.error);
    notifications.show({ message });
    onDone();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    setError(null);
    if ((hasPin && !isPin(current)) || isFreshMissing || isDifferent) return;
    void save(fresh === '' ? undefined : fresh, t(fresh === '' ? 'pin.minutesSaved' : 'pin.saved'));
  }

  function remove(): void {
    setTried(true);
    setError(null);
    if (isPin(current)) void save(null, t('pin.removed'));
  }

  const choices = [...new Set([...lockMinutes, ...(minutes === null ? [] : [minutes])])].sort((a, b) => a - b);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('pin.can')}</Text>
        <Text size="sm">
          {t('pin.cannot')} {t('pin.here')}
        </Text>
        {hasPin && (
          <PinField
            label={t('pin.current')}
            value={current}
            onChange={setCurrent}
            error={pinError ?? (isTried && !isPin(current) ? t('pin.missing') : null)}
            data-autofocus
          />
        )}
        <PinField
          label={t('pin.new')}
          description={t(hasPin ? 'pin.keep' : 'pin.newHint')}
          value={fresh}
          onChange={setFresh}
          error={isTried && isFreshMissing ? t('pin.shape') : null}
          data-autofocus={!hasPin}
        />
        <PinField
          label={t('pin.repeat')}
          value={repeated}
          onChange={setRepeated}
          error={isTried && !isFreshMissing && isDifferent ? t('pin.differs') : null}
        />
        <NativeSelect
          label={t('pin.after')}
          data={[
            ...choices.map((count) => ({ value: String(count), label: t('pin.minutes', { count }) })),
            { value: '', label: t('pin.never') },
          ]}
          value={minutes === null ? '' : String(minutes)}
          onChange={(event) => setMinutes(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
        {otherError !== null && <FailurePanel error={otherError} headingOrder={2} />}
        <Group justify="flex-end">
          {hasPin && (
            <Button variant="subtle" color="red" onClick={remove} disabled={isSaving}>
              {t('pin.remove')}
            </Button>
          )}
          <Button type="submit" loading={isSaving}>
            {t(hasPin ? 'pin.save' : 'pin.set')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
