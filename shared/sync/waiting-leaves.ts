/**
 * Classes that a profile left while their server could not be reached. Leaving needs nobody's leave, so it is done here at
 * once; that the server hears of it, and the name is free for somebody else, may come later. The link's tokens stay until
 * then.
 */
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

const waitingLeaveSchema = z.object({
  /** Of the link that was left. */
  id: z.uuid(),
  studentId: z.uuid(),
  classId: z.uuid(),
  serverUrl: z.string(),
  kind: z.enum(['endstp', 'supabase']),
  apiKey: z.string().nullable(),
});
export type WaitingLeave = z.output<typeof waitingLeaveSchema>;

const storeName = 'leaves';

export interface WaitingLeaves {
  list(): Promise<readonly WaitingLeave[]>;
  keep(leave: WaitingLeave): Promise<void>;
  forget(linkId: string): Promise<void>;
}

export function createWaitingLeaves(secrets: SecretStore): WaitingLeaves {
  async function list(): Promise<readonly WaitingLeave[]> {
    const text = await secrets.read(storeName);
    if (text === null) return [];
    try {
      return z.array(waitingLeaveSchema).parse(JSON.parse(text));
    } catch (error) {
      // A damaged store costs the teacher a look at the roster.
      if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
      throw error;
    }
  }
  const without = async (linkId: string) => (await list()).filter(({ id }) => id !== linkId);
  return {
    list,
    keep: async (leave) => secrets.write(storeName, JSON.stringify([...(await without(leave.id)), leave])),
    forget: async (linkId) => secrets.write(storeName, JSON.stringify(await without(linkId))),
  };
}
