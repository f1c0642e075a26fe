import Papa from 'papaparse';
import { z } from 'zod';

/** One answer of a recorded student. */
export interface LoggedAnswer {
  readonly student: string;
  readonly topicUid: string;
  readonly isRight: boolean;
  /** Null when the log has no time for it. */
  readonly seconds: number | null;
  readonly mistakeCode: string;
  readonly occurredAt: Date;
}

const rowSchema = z.object({
  student: z.string().min(1),
  topic: z.string().min(1).max(100),
  correct: z.enum(['0', '1']),
  seconds: z.union([z.literal(''), z.coerce.number().min(0).max(86_400)]),
  occurred_at: z.union([z.literal(''), z.iso.datetime()]),
  order: z.coerce.number().int(),
  mistake_code: z.string().max(50).optional(),
});

/** Where a log without clock starts; its answers then follow each other by their own times. */
const clocklessStart = Date.UTC(2026, 0, 5, 15, 0, 0);
/** Time between two answers of a log without clock, on top of the time of the answer itself. */
const pauseSeconds = 4;

/**
 * Reads a CSV with the columns `student,topic,item,correct,seconds,occurred_at,order` and, where known, `mistake_code`.
 * Throws with line and reason at the first row that does not fit.
 */
export function readAnswerLog(csv: string): LoggedAnswer[] {
  const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  const [fault] = errors;
  if (fault !== undefined) throw new Error(`line ${(fault.row ?? 0) + 2}: ${fault.message}`);
  const clocks = new Map<string, number>();
  return data.map((row, index) => {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(`line ${index + 2}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an answer'}`);
    }
    const { student, topic, correct, seconds, occurred_at, mistake_code } = parsed.data;
    const clock = (clocks.get(student) ?? clocklessStart) + (Number(seconds) + pauseSeconds) * 1000;
    clocks.set(student, clock);
    return {
      student,
      topicUid: topic,
      isRight: correct === '1',
      seconds: seconds === '' ? null : seconds,
      mistakeCode: mistake_code === undefined || mistake_code === '' ? 'UNCLASSIFIED' : mistake_code,
      occurredAt: occurred_at === '' ? new Date(clock) : new Date(occurred_at),
    };
  });
}
