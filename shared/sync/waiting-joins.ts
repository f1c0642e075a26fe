/**
 * Joins that are under way, kept so that nothing of them is lost when the program ends: a request that the teacher has
 * not decided yet, and an answer whose profile is not re-keyed yet.
 *
 *     waiting -> accepted -> (re-keyed, joined; forgotten)
 *        +-----> declined (shown until somebody has read it)
 */
import { z } from 'zod';
import { tokenAnswerSchema } from './http-contract.ts';
import type { SecretStore } from './secret-store.ts';

const serverSchema = { serverUrl: z.string(), kind: z.enum(['endstp', 'supabase']), apiKey: z.string().nullable() };
const waitingJoinSchema = z.object({
  ...serverSchema,
  /** Of the link it will become. */
  linkId: z.uuid(),
  localStudentId: z.uuid(),
  className: z.string(),
  state: z.discriminatedUnion('name', [
    z.object({
      name: z.literal('waiting'),
      requestId: z.string(),
      claimSecret: z.string(),
      tokens: tokenAnswerSchema.nullable(),
    }),
    z.object({ name: z.literal('accepted'), studentId: z.uuid(), classId: z.uuid() }),
    z.object({ name: z.literal('declined'), code: z.string() }),
  ]),
});
export type WaitingJoinEntry = z.output<typeof waitingJoinSchema>;

const storeName = 'joins';

export interface WaitingJoins {
  list(): Promise<readonly WaitingJoinEntry[]>;
  /** Adds it, or replaces the one of the same profile. */
  keep(entry: WaitingJoinEntry): Promise<void>;
  forget(localStudentId: string): Promise<void>;
}

export function createWaitingJoins(secrets: SecretStore): WaitingJoins {
  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other: each rewrites the whole list. */
  const change = (edit: (entries: readonly WaitingJoinEntry[]) => readonly WaitingJoinEntry[]): Promise<void> => {
    const work = last.then(async () => {
      await secrets.write(storeName, JSON.stringify(edit(await list())));
    });
    last = work.catch(() => undefined);
    return work;
  };

  async function list(): Promise<readonly WaitingJoinEntry[]> {
    const text = await secrets.read(storeName);
    if (text === null) return [];
    try {
      return z.array(waitingJoinSchema).parse(JSON.parse(text));
    } catch (error) {
      // A damaged store costs asking the teacher again.
      if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
      throw error;
    }
  }

  return {
    list,
    keep: (entry) =>
      change((entries) => [...entries.filter((other) => other.localStudentId !== entry.localStudentId), entry]),
    forget: (localStudentId) => change((entries) => entries.filter((other) => other.localStudentId !== localStudentId)),
  };
}
