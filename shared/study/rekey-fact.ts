import type { StudyFact } from './study-fact.ts';

type CurrentId = (studentId: string) => string;

/** The fact as a fact of the student whom `currentId` names, who may have had another id when it was made. */
export function rekeyFact(fact: StudyFact, currentId: CurrentId): StudyFact {
  if (fact.kind === 'profile_created') {
    return { ...fact, profile: { ...fact.profile, id: currentId(fact.profile.id) } };
  }
  if (fact.kind === 'profile_changed') {
    return { ...fact, changes: { ...fact.changes, id: currentId(fact.changes.id) } };
  }
  // Questions have no students in them, and are most of what a session holds.
  if (fact.kind === 'session_started') return { ...fact, studentId: currentId(fact.studentId) };
  return rekeyMembers(fact, currentId) as StudyFact;
}

/** Whose fact it is; null where the fact itself does not say. */
export function studentOfFact(fact: StudyFact): string | null {
  if (fact.kind === 'profile_created') return fact.profile.id;
  if (fact.kind === 'profile_changed') return fact.changes.id;
  let studentId: string | null = null;
  rekeyMembers(fact, (found) => {
    studentId = found;
    return found;
  });
  return studentId;
}

function rekeyMembers(value: unknown, currentId: CurrentId): unknown {
  if (Array.isArray(value)) return value.map((member) => rekeyMembers(member, currentId));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'studentId' && typeof member === 'string' ? currentId(member) : rekeyMembers(member, currentId),
    ]),
  );
}
