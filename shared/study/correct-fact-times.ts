import type { StudyFact } from './study-fact.ts';

/**
 * The fact with the moments that a page's clock stamped corrected by the server's. Answers are left alone: their recorder
 * corrects them, because they must also keep their order. `correctMs` takes and gives milliseconds since 1970.
 */
export function correctFactTimes(fact: StudyFact, correctMs: (localMs: number) => number): StudyFact {
  const correct = (moment: string) => new Date(correctMs(Date.parse(moment))).toISOString();
  switch (fact.kind) {
    case 'session_started':
      return { ...fact, startedAt: correct(fact.startedAt) };
    case 'session_finished':
      return { ...fact, finishedAt: correct(fact.finishedAt) };
    case 'mistake_reason_noted':
      return { ...fact, reason: { ...fact.reason, notedAt: correct(fact.reason.notedAt) } };
    case 'reflex_seen':
      return { ...fact, seenAt: correct(fact.seenAt) };
    case 'recommendation_dismissed':
      return { ...fact, dismissedAt: correct(fact.dismissedAt) };
    case 'action_completed':
      return { ...fact, completedAt: correct(fact.completedAt) };
    default:
      return fact;
  }
}
