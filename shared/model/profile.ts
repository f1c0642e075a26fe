/** A student as this device knows them. Times are ISO 8601 in UTC. */

export type Language = 'tr' | 'en';

export interface Profile {
  readonly id: string;
  readonly displayName: string;
  readonly language: Language;
  readonly schoolGrade: number | null;
  readonly targetExam: string | null;
  readonly colour: string;
  readonly createdAt: string;
  /** Null for a profile without a PIN on this device. */
  readonly lock: ProfileLock | null;
}

export type NewProfile = Omit<Profile, 'createdAt' | 'lock'>;
export type ProfileChanges = Partial<Omit<NewProfile, 'id'>> & { readonly id: string };

export interface ProfileLock {
  /** Minutes without a key or a touch; null: it does not lock by itself. */
  readonly lockAfterMinutes: number | null;
  /** Somebody said that the PIN is forgotten. */
  readonly isResetAsked: boolean;
}

export interface ArchivedProfile {
  readonly id: string;
  readonly displayName: string;
  readonly colour: string;
  readonly archivedAt: string;
}
