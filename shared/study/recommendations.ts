/** Reads recommendations and reflex events, with what the triggers saw when they raised them. */
import type { LocalizedText } from '../content/question.ts';
import type { SqlQueries } from '../database/study-database.ts';
import type { ActionItem, Recommendation, RecommendationType, ReflexEvent } from '../model/reflex.ts';
import { type EvidenceMistake, readEvidence } from './reflex-evidence.ts';
import type { MarkedRecommendation } from './study-fact.ts';

interface RecommendationRow {
  id: string;
  student_id: string;
  topic_uid: string;
  topic_names: LocalizedText | null;
  type: RecommendationType;
  title: string;
  message: string;
  action_items: ActionItem[];
  done_actions: string[];
  priority: number;
  is_shown: boolean;
  is_dismissed: boolean;
  is_done: boolean;
  is_active: boolean;
  source_mistake_id: string | null;
  created_at: Date;
  updated_at: Date;
  ended_at: Date | null;
  changed_at: Date | null;
  expires_at: Date | null;
  evidence: EvidenceMistake[] | null;
  panic_absolute_min: number | null;
  panic_absolute_max: number | null;
}
interface EventRow extends RecommendationRow {
  event_id: string;
  event_type: string;
  event_created_at: Date;
}

/**
 * SQL: when a later reflex of the same topic said the opposite of the one called `recommendation`, which was open until
 * then; null while that one stands. "Mistakes are getting heavier" and "getting better" are two types to the triggers, so
 * both may be active, and a student must not read both. Which is later is decided by the mistakes that they were last
 * raised for: marks, replays of journals and sync move `updated_at`.
 */
export const changedAt = `
  (SELECT min(coalesce(later.occurred_at, opposite.created_at))
     FROM student_recommendations AS opposite
     LEFT JOIN student_mistakes AS later ON later.id = opposite.source_mistake_id
     LEFT JOIN student_mistakes AS own ON own.id = recommendation.source_mistake_id
    WHERE recommendation.is_active AND opposite.student_id = recommendation.student_id
      AND opposite.global_topic_uid = recommendation.global_topic_uid
      AND opposite.recommendation_type = CASE recommendation.recommendation_type
            WHEN 'worsening' THEN 'improving' WHEN 'improving' THEN 'worsening' END
      AND (coalesce(later.occurred_at, opposite.created_at), coalesce(later.id, opposite.id))
          > (coalesce(own.occurred_at, recommendation.created_at), coalesce(own.id, recommendation.id)))`;

// How many of the newest mistakes up to the source mistake are looked at for the wording on a card; at least the
// largest stuck_repeat_threshold that the settings allow (20).
const columns = `
  recommendation.id, recommendation.student_id, recommendation.global_topic_uid AS topic_uid,
  topic.display_names AS topic_names, recommendation.recommendation_type AS type, recommendation.title,
  recommendation.message, recommendation.action_items, recommendation.done_actions, recommendation.priority,
  recommendation.is_shown, recommendation.is_dismissed, recommendation.is_done, recommendation.is_active,
  recommendation.source_mistake_id, recommendation.created_at, recommendation.updated_at, recommendation.expires_at,
  coalesce(recommendation.done_at, recommendation.dismissed_at) AS ended_at,
  ${changedAt} AS changed_at,
  (SELECT jsonb_agg(jsonb_build_object('code', newest.code, 'seconds', newest.time_spent_seconds,
                                       'ratio', newest.time_ratio) ORDER BY newest.occurred_at DESC, newest.id DESC)
     FROM (SELECT mistake.id, mistake.occurred_at, mistake.time_spent_seconds, mistake.time_ratio,
                  coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason
                             WHERE reason.mistake_id = mistake.id
                             ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) AS code
             FROM student_mistakes AS source
             JOIN student_mistakes AS mistake
               ON mistake.student_id = source.student_id AND mistake.global_topic_uid = source.global_topic_uid
              AND (mistake.occurred_at, mistake.id) <= (source.occurred_at, source.id)
            WHERE source.id = recommendation.source_mistake_id
            ORDER BY mistake.occurred_at DESC, mistake.id DESC LIMIT 20) AS newest) AS evidence,
  (pattern.settings).panic_absolute_min::float8 AS panic_absolute_min,
  (pattern.settings).panic_absolute_max::float8 AS panic_absolute_max`;

const joins = `
  LEFT JOIN topics AS topic ON topic.global_topic_uid = recommendation.global_topic_uid
  LEFT JOIN student_mistake_patterns AS pattern
    ON pattern.student_id = recommendation.student_id
   AND pattern.global_topic_uid = recommendation.global_topic_uid`;

const listStatement = `
  SELECT ${columns} FROM student_recommendations AS recommendation
    ${joins}
   WHERE recommendation.student_id = $1
     AND (NOT $2::boolean OR (recommendation.is_active
          AND (recommendation.expires_at IS NULL OR recommendation.expires_at > $3::timestamptz)
          AND ${changedAt} IS NULL))
   ORDER BY recommendation.is_active DESC, recommendation.priority DESC, recommendation.updated_at DESC, recommendation.id
   LIMIT 200`;
const oneStatement = `
  SELECT ${columns} FROM student_recommendations AS recommendation
    ${joins}
   WHERE recommendation.id = $1`;
const eventStatement = `
  SELECT event.id AS event_id, event.event_type, event.created_at AS event_created_at, ${columns}
    FROM ui_reflex_events AS event
    JOIN student_recommendations AS recommendation ON recommendation.id = event.recommendation_id
    ${joins}
   WHERE event.id = $1`;
const undeliveredStatement = `
  SELECT event.id AS event_id, event.event_type, event.created_at AS event_created_at, ${columns}
    FROM ui_reflex_events AS event
    JOIN student_recommendations AS recommendation ON recommendation.id = event.recommendation_id
    ${joins}
   WHERE event.student_id = $1 AND NOT event.delivered AND recommendation.is_active
     AND (recommendation.expires_at IS NULL OR recommendation.expires_at > $2::timestamptz)
     AND ${changedAt} IS NULL
   ORDER BY event.created_at, event.id LIMIT 50`;

/**
 * At most 200, active ones first, then by priority and time; `nowIso` decides what has expired. Of two that say opposite
 * things of a topic only the later one counts as active.
 */
export async function listRecommendations(
  queries: SqlQueries,
  query: { readonly studentId: string; readonly isActiveOnly: boolean },
  nowIso: string,
): Promise<readonly Recommendation[]> {
  const rows = await queries.query<RecommendationRow>(listStatement, [query.studentId, query.isActiveOnly, nowIso]);
  return rows.map((row) => toRecommendation(row, nowIso));
}

export async function readRecommendation(
  queries: SqlQueries,
  recommendationId: string,
  nowIso: string,
): Promise<Recommendation | null> {
  const [row] = await queries.query<RecommendationRow>(oneStatement, [recommendationId]);
  return row === undefined ? null : toRecommendation(row, nowIso);
}

/** How a fact names a recommendation. */
export function markedRecommendation({ id, studentId, topicUid, type }: Recommendation): MarkedRecommendation {
  return { recommendationId: id, studentId, topicUid, type };
}

/** Null when the event or its recommendation is not there (any more). */
export async function readReflexEvent(
  queries: SqlQueries,
  eventId: string,
  nowIso: string,
): Promise<ReflexEvent | null> {
  const [row] = await queries.query<EventRow>(eventStatement, [eventId]);
  return row === undefined ? null : toReflexEvent(row, nowIso);
}

/** Events of recommendations that still stand and that nobody has seen, oldest first, at most 50. */
export async function listUndeliveredReflexes(
  queries: SqlQueries,
  studentId: string,
  nowIso: string,
): Promise<readonly ReflexEvent[]> {
  const rows = await queries.query<EventRow>(undeliveredStatement, [studentId, nowIso]);
  return rows.map((row) => toReflexEvent(row, nowIso));
}

function toReflexEvent(row: EventRow, nowIso: string): ReflexEvent {
  return {
    id: row.event_id,
    eventType: row.event_type,
    studentId: row.student_id,
    createdAt: row.event_created_at.toISOString(),
    recommendation: toRecommendation(row, nowIso),
  };
}

function toRecommendation(row: RecommendationRow, nowIso: string): Recommendation {
  const expiresAt = row.expires_at?.toISOString() ?? null;
  const isUnexpired = expiresAt === null || expiresAt > nowIso;
  return {
    id: row.id,
    studentId: row.student_id,
    topicUid: row.topic_uid,
    topicNames: row.topic_names,
    type: row.type,
    title: row.title,
    message: row.message,
    actionItems: row.action_items,
    doneActions: row.done_actions,
    priority: row.priority,
    isShown: row.is_shown,
    isDismissed: row.is_dismissed,
    isDone: row.is_done,
    isActive: row.is_active && isUnexpired && row.changed_at === null,
    changedAt: isUnexpired ? (row.changed_at?.toISOString() ?? null) : null,
    sourceMistakeId: row.source_mistake_id,
    evidence: readEvidence(row.type, row.evidence ?? [], {
      panicAbsoluteMin: row.panic_absolute_min,
      panicAbsoluteMax: row.panic_absolute_max,
    }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    expiresAt,
  };
}
