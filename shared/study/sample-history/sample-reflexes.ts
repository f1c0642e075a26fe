/** What the sample student does with the reflexes that the triggers raise. */
import type { SeededRandom } from '../../content/maths-pack/seeded-random.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { ActionItem, RecommendationType } from '../../model/reflex.ts';
import type { SessionKind } from '../../model/session.ts';
import type { MarkedRecommendation } from '../study-fact.ts';
import { writeFact } from '../write-fact.ts';
import { sampleStudentId } from './sample-student.ts';

interface RaisedRow {
  event_id: string;
  recommendation_id: string;
  topic_uid: string;
  type: RecommendationType;
  action_items: ActionItem[];
  done_actions: string[];
}

export interface ReflexReaction {
  readonly topicUid: string;
  /** The advice was taken up and shows in the answers that follow. */
  readonly helps: boolean;
  /** An action that opens a session of its own, to be played after this one. */
  readonly followUp: {
    readonly kind: SessionKind;
    readonly questionCount: number;
    readonly recommendationId: string;
  } | null;
}

/** How often a reflex is taken up, and dismissed; the rest is put off and expires. */
const doneShare = 0.5;
const dismissedShare = 0.2;
/** How often taking it up shows in the next answers. Not always: insights must tell the two apart. */
const helpsShare = 0.75;
const sessionActions: Readonly<Record<string, SessionKind>> = { easy_set: 'easy_set', normal_set: 'normal_set' };

/**
 * Sees what was raised since the last time, in order, and decides. Without `random` it is only seen: what arose today
 * stays open. Times are those of the story: the database stamps its own clock on a row, and here that clock is years of
 * practice too late, so creation times are set back to the moment of the answer.
 */
export async function reactToReflexes(
  queries: SqlQueries,
  answeredMs: number,
  random: SeededRandom | null,
): Promise<readonly ReflexReaction[]> {
  const raised = await queries.query<RaisedRow>(
    `SELECT event.id AS event_id, event.recommendation_id, event.global_topic_uid AS topic_uid,
            recommendation.recommendation_type AS type, recommendation.action_items,
            recommendation.done_actions
       FROM ui_reflex_events AS event
       JOIN student_recommendations AS recommendation ON recommendation.id = event.recommendation_id
      WHERE event.student_id = $1 AND NOT event.delivered ORDER BY event.created_at, event.id`,
    [sampleStudentId],
  );
  if (raised.length === 0) return [];
  const answeredAt = new Date(answeredMs).toISOString();
  await queries.query('UPDATE ui_reflex_events SET created_at = $2 WHERE student_id = $1 AND NOT delivered', [
    sampleStudentId,
    answeredAt,
  ]);
  await queries.query(
    `UPDATE student_recommendations SET created_at = least(created_at, $2), updated_at = least(updated_at, $2)
      WHERE student_id = $1 AND updated_at > $2`,
    [sampleStudentId, answeredAt],
  );
  const reactions: ReflexReaction[] = [];
  for (const row of raised) {
    const marked: MarkedRecommendation = {
      recommendationId: row.recommendation_id,
      studentId: sampleStudentId,
      topicUid: row.topic_uid,
      type: row.type,
    };
    await writeFact(queries, { kind: 'reflex_seen', ...marked, eventId: row.event_id, seenAt: later(answeredMs, 2) });
    // One that was begun (its set comes after this session) is only seen again.
    if (random !== null && row.done_actions.length === 0) {
      const reaction = await decide(queries, row, marked, answeredMs, random);
      if (reaction !== null) reactions.push(reaction);
    }
  }
  return reactions;
}

async function decide(
  queries: SqlQueries,
  row: RaisedRow,
  marked: MarkedRecommendation,
  answeredMs: number,
  random: SeededRandom,
): Promise<ReflexReaction | null> {
  const draw = random.unit();
  if (draw < dismissedShare) {
    await writeFact(queries, { kind: 'recommendation_dismissed', ...marked, dismissedAt: later(answeredMs, 6) });
    return null;
  }
  if (draw > dismissedShare + doneShare) return null;
  const inSession = row.action_items.find(({ action }) => Object.hasOwn(sessionActions, action));
  const atOnce = row.action_items.filter((item) => item !== inSession);
  for (const [place, { action }] of atOnce.entries()) {
    await writeFact(queries, {
      kind: 'action_completed',
      ...marked,
      action,
      completedAt: later(answeredMs, 20 * (place + 1)),
      isRecommendationDone: inSession === undefined && place === atOnce.length - 1,
    });
  }
  const kind = inSession === undefined ? undefined : sessionActions[inSession.action];
  return {
    topicUid: row.topic_uid,
    helps: random.unit() < helpsShare,
    followUp:
      kind === undefined
        ? null
        : { kind, questionCount: inSession?.count ?? 6, recommendationId: row.recommendation_id },
  };
}

function later(ms: number, seconds: number): string {
  return new Date(ms + seconds * 1000).toISOString();
}
