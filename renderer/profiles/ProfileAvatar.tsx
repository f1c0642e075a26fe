import { Avatar } from '@mantine/core';
import type { Profile } from '../../shared/model/profile.ts';
import { initialsOf } from './initials-of.ts';
import { profileColour } from './profile-colours.ts';

/** Colour and initials of a profile; the name stands beside it. */
export function ProfileAvatar({ profile, size }: { profile: Pick<Profile, 'displayName' | 'colour'>; size: number }) {
  return (
    <Avatar size={size} radius={size} color={profileColour(profile.colour)} variant="filled" aria-hidden="true">
      {initialsOf(profile.displayName)}
    </Avatar>
  );
}
