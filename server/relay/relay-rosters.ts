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
const rostersSchema = z.looseObject({ classes: z.array(z.looseObject({})), members: z.array(z.looseObject({})) });

export interface RelayRosters {
  /** Reports names that were claimed here, then fetches the rosters. Says how many claims the central server refused. */
  exchange(transport: SyncTransport): Promise<Outcome<{ readonly refusedCount: number }>>;
  /** Students whose rows this hub relays. */
  studentIds(): Promise<readonly string[]>;
}

export function createRelayRosters(database: ServerDatabase): RelayRosters {
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
      const rosters = readAnswer('hub_rosters', rostersSchema, await transport.call('hub_rosters', {}));
      if (!rosters.ok) return rosters;
      const text = JSON.stringify(rosters.value);
      if (text !== takenText) {
        await database.asOwner((session) => session.query('SELECT take_hub_rosters($1::jsonb)', [text]));
        takenText = text;
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
