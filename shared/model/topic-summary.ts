import type { LocalizedText } from '../content/localized-text.ts';
import type { ImprovementTrend } from './reflex.ts';

export interface TopicSummary {
  readonly topicUid: string;
  readonly displayNames: LocalizedText;
  /** Strand the topic belongs to (`TR.MAT.ALG`), with its names; null for a topic unknown to the curriculum. */
  readonly strandUid: string | null;
  readonly strandNames: LocalizedText | null;
  readonly questionCount: number;
  /** A topic with at least one parametric template never runs out of questions. */
  readonly hasTemplates: boolean;
  readonly packIds: readonly string[];
  /** Questions (or templates) of this topic in each pack that has any, by the pack's id. */
  readonly questionCountByPack: Readonly<Record<string, number>>;
  readonly answeredCount: number;
  readonly rightCount: number;
  readonly mistakeCount: number;
  readonly trend: ImprovementTrend | null;
}
