/** Who is in the classes of a hub, between the hub's database and the central server (011). */
import { z } from 'zod';
import { type Outcome, success } from '../../shared/errors/outcome.ts';
import { readAnswer } from '../../shared/sync/sync-answers.ts';
import type { SyncTransport } from '../../shared/sync/sync-transport.ts';
import type { ServerDatabase } from '../database/server-database.ts';

const claimsAnswerSchema = z.looseObject({
  claimed: z.array(z.uuid()),
  refused: z.array(z.looseObject({ member_id: z.uuid().nullable(), code: z.string() })),
});
const leavesAnswerSchema = z.looseObject({ left: z.int() });
const erasedAnswerSchema = z.looseObject({
  erased: z.array(z.looseObject({ student_id: z.uuid(), erased_at: z.string() })),
});
const rostersSchema = z.looseObject({
  classes: z.array(z.looseObject({})),
  members: z.array(z.looseObject({ student_id: z.uuid().nullish() })),
});

export interface RelayRosters {
  /**
   * Reports names that were claimed and left here, then fetches the rosters, and asks after students whom they do not
   * name any more. Says how many claims the central server refused.
   */
  exchange(transport: SyncTransport): Promise<Outcome<{ readonly refusedCount: number }>>;
  /** Students whose rows this hub relays. */
  studentIds(): Promise<readonly string[]>;
}

/** A class that was taken from the hub stays here, with pupils whom nobody tells of: asked after once an hour. */
const askAfterMs = 3_600_000;
/** The newest: those before have been reported. */
const reportedAtOnce = 5_000;
/** A question after so many students is 40 KB. */
const askedAtOnce = 1_000;

export function createRelayRosters(database: ServerDatabase, nowMs: () => number): RelayRosters {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let reportedLeaves = '[]';
  let reportedText = '[]';
  let takenText = '';
  let refusedCount = 0;

  async function readClaims(): Promise<string> {
    const { rows } = await database.asOwner((session) =>
      session.query<{ claims: unknown }>(
        `SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'class_id', class_id, 'display_name', display_name,
           'student_id', student_id, 'claimed_at', claimed_at) ORDER BY id), '[]') AS claims
         FROM class_members WHERE student_id IS NOT NULL AND left_at IS NULL`,
      ),
    );
    return JSON.stringify(rows[0]?.claims ?? []);
  }

  async function readLeaves(): Promise<string> {
    const { rows } = await database.asOwner((session) =>
      session.query<{ leaves: unknown }>(
        `SELECT coalesce(jsonb_agg(jsonb_build_object('member_id', member.id, 'class_id', member.class_id,
           'student_id', member.student_id, 'left_at', member.left_at) ORDER BY member.id), '[]') AS leaves
         FROM (
           SELECT own.* FROM class_members AS own WHERE own.student_id IS NOT NULL AND own.left_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = own.student_id)
           ORDER BY own.left_at DESC, own.id LIMIT $1
         ) AS member`,
        [reportedAtOnce],
      ),
    );
    return JSON.stringify(rows[0]?.leaves ?? []);
  }

  /** A hub that has lost a class hears of no erasure in it by the exchange: it asks, and erases what it has. */
  async function askAfterStrangers(transport: SyncTransport): Promise<Outcome<null>> {
    const { rows } = await database.asOwner((session) =>
      session.query<{ student_id: string }>(
        `SELECT student_id FROM (
           SELECT student_id FROM class_members WHERE student_id IS NOT NULL UNION SELECT id FROM students
         ) AS here
         WHERE NOT EXISTS (SELECT FROM student_tombstones AS tombstone WHERE tombstone.student_id = here.student_id)
         ORDER BY student_id`,
      ),
    );
    const strangers = rows.map(({ student_id }) => student_id).filter((id) => !namedIds.has(id));
    for (let start = 0; start < strangers.length; start += askedAtOnce) {
      const answered = readAnswer(
        'erased_among',
        erasedAnswerSchema,
        await transport.call('erased_among', { p_student_ids: strangers.slice(start, start + askedAtOnce) }),
      );
      if (!answered.ok) return answered;
      for (const { student_id, erased_at } of answered.value.erased) {
        await database.asOwner((session) => session.query('SELECT erase_student($1, $2)', [student_id, erased_at]));
      }
    }
    askedAtMs = nowMs();
    return success(null);
  }
  let namedIds: ReadonlySet<string> = new Set();

  return {
    async exchange(transport) {
      // Reported before the rosters are taken: what the central server says of a name then counts this claim in.
      const claims = await readClaims();
      if (claims !== reportedText) {
        const answered = readAnswer(
          'report_hub_claims',
          claimsAnswerSchema,
          await transport.call('report_hub_claims', { p_members: JSON.parse(claims) }),
        );
        if (!answered.ok) return answered;
        reportedText = claims;
        refusedCount = answered.value.refused.length;
      }
      const leaves = await readLeaves();
      if (leaves !== reportedLeaves) {
        const answered = readAnswer(
          'report_hub_leaves',
          leavesAnswerSchema,
          await transport.call('report_hub_leaves', { p_leaves: JSON.parse(leaves) }),
        );
        if (!answered.ok) return answered;
        reportedLeaves = leaves;
      }
      const rosters = readAnswer('hub_rosters', rostersSchema, await transport.call('hub_rosters', {}));
      if (!rosters.ok) return rosters;
      const text = JSON.stringify(rosters.value);
      if (text !== takenText) {
        await database.asOwner((session) => session.query('SELECT take_hub_rosters($1::jsonb)', [text]));
        takenText = text;
        namedIds = new Set(rosters.value.members.flatMap(({ student_id }) => student_id ?? []));
        askedAtMs = Number.NEGATIVE_INFINITY;
      }
      if (nowMs() - askedAtMs >= askAfterMs) {
        const asked = await askAfterStrangers(transport);
        if (!asked.ok) return asked;
      }
      return success({ refusedCount });
    },
    async studentIds() {
      const { rows } = await database.asOwner((session) =>
        session.query<{ student_id: string }>(
          'SELECT DISTINCT student_id FROM class_members WHERE student_id IS NOT NULL ORDER BY student_id',
        ),
      );
      return rows.map(({ student_id }) => student_id);
    },
  };
}
