import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudDown,
  IconCloudOff,
  IconCloudPause,
  IconCloudUp,
  IconHourglass,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';

const icons: Readonly<Record<ProfileSync['state'], TablerIcon>> = {
  idle: IconCloudCheck,
  connecting: IconCloudUp,
  pushing: IconCloudUp,
  pulling: IconCloudDown,
  offline: IconCloudOff,
  backing_off: IconCloudPause,
  refused: IconAlertTriangle,
  signed_out: IconAlertTriangle,
  waiting_for_teacher: IconHourglass,
};
/** Being offline is nothing to worry about; what needs a person is shown as such. */
const colours: Partial<Readonly<Record<ProfileSync['state'], string>>> = {
  idle: 'var(--state-good-text)',
  refused: 'var(--state-warning-text)',
  signed_out: 'var(--state-warning-text)',
};

/** Beside the words of `sync-words.ts`, never instead of them. */
export function SyncIcon({ state, size }: { state: ProfileSync['state']; size: number }) {
  const Icon = icons[state];
  return <Icon size={size} color={colours[state] ?? 'currentColor'} aria-hidden="true" style={{ flex: 'none' }} />;
}
