/**
 * Profiles of this device that were erased from elsewhere, kept until somebody has read of it: a profile that is suddenly
 * gone looks like a loss. No name is kept, because that was erased too.
 */
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

const erasureNoteSchema = z.object({
  studentId: z.uuid(),
  className: z.string().nullable(),
  /** ISO 8601. */
  erasedAt: z.string(),
});
export type ErasureNote = z.output<typeof erasureNoteSchema>;

const storeName = 'erasures';

export interface ErasureNotes {
  list(): Promise<readonly ErasureNote[]>;
  /** Adds it, or replaces the one of the same student. */
  keep(note: ErasureNote): Promise<void>;
  /** Somebody has read it. */
  forget(studentId: string): Promise<void>;
}

export function createErasureNotes(secrets: SecretStore): ErasureNotes {
  async function list(): Promise<readonly ErasureNote[]> {
    const text = await secrets.read(storeName);
    if (text === null) return [];
    try {
      return z.array(erasureNoteSchema).parse(JSON.parse(text));
    } catch (error) {
      // A damaged store costs a sentence on the screen; the rows are gone either way.
      if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
      throw error;
    }
  }
  const without = async (studentId: string) => (await list()).filter((note) => note.studentId !== studentId);
  return {
    list,
    keep: async (note) => secrets.write(storeName, JSON.stringify([...(await without(note.studentId)), note])),
    forget: async (studentId) => secrets.write(storeName, JSON.stringify(await without(studentId))),
  };
}
