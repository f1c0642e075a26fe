import type { Recommendation } from './reflex.ts';
import type { SessionKind } from './session.ts';
import type { TopicSummary } from './topic-summary.ts';

export interface HomeView {
  readonly studentId: string;
  readonly recommendations: readonly Recommendation[];
  readonly topics: readonly TopicSummary[];
  readonly openSession: {
    readonly testRecordId: string;
    readonly kind: SessionKind;
    readonly answeredCount: number;
    readonly questionCount: number;
  } | null;
  readonly answersToday: number;
  readonly rightToday: number;
  readonly minutesThisWeek: number;
  readonly mistakeCount: number;
}
