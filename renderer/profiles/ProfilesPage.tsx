import { Skeleton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { ProfileMenu } from './ProfileMenu.tsx';
import { ProfilePicker } from './ProfilePicker.tsx';

/** Switching to another profile, adding one, and what can be done with each. */
export function ProfilesPage() {
  const navigate = useNavigate();
  const { profile } = useActiveProfile();
  const query = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;
  if (query.data === undefined) return <Skeleton height={240} radius="lg" />;
  return (
    <ProfilePicker
      profiles={query.data}
      activeId={profile.id}
      onPicked={() => void navigate({ to: '/' })}
      cornerOf={(one) => <ProfileMenu profile={one} isActive={one.id === profile.id} />}
    />
  );
}
