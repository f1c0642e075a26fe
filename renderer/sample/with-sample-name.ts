import type { Language, Profile } from '../../shared/model/profile.ts';
import { isSampleStudent, sampleStudentNames } from '../../shared/study/sample-history/sample-student.ts';

const givenNames: readonly string[] = Object.values(sampleStudentNames);

/** The sample student is called what the app's language calls them, whichever they were made in, unless renamed. */
export function withSampleName(profile: Profile, language: Language): Profile {
  if (!isSampleStudent(profile.id) || !givenNames.includes(profile.displayName)) return profile;
  return { ...profile, displayName: sampleStudentNames[language] };
}
