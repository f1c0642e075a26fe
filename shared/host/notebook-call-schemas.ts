/** Checks what arrives for the calls of the notebook. */
import { z } from 'zod';
import { mistakeCodeSchema, topicUidSchema } from '../content/question.ts';
import { mistakeOrders } from '../model/notebook.ts';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const pattern = z.enum([
  'insufficient_data',
  'PANIC_RUSH',
  'STUCK_LOOP',
  'STUCK_SLOW',
  'worsening',
  'improving',
  'stable',
]);

/** As long as the column; the database cannot hold a NUL. */
export const noteSchema = z
  .string()
  .max(2000)
  .refine((text) => !text.includes('\0'), 'NUL');

const searchShape = {
  studentId: id,
  topicUids: z.array(topicUidSchema).max(1000),
  mistakeCodes: z.array(mistakeCodeSchema).max(100),
  patterns: z.array(pattern).max(pattern.options.length),
  occurredFrom: moment.nullable(),
  occurredBefore: moment.nullable(),
  text: z
    .string()
    .max(200)
    .refine((text) => !text.includes('\0'), 'NUL'),
  order: z.enum(mistakeOrders),
  cursor: z.string().max(200).nullable(),
  limit: z.number().int().min(1).max(1000),
};

export const notebookCallSchemas = {
  ofStudent: z.object({ studentId: id }),
  ofMistake: z.object({ mistakeId: id, studentId: id }),
  ofMistakes: z.object({ mistakeIds: z.array(id).max(200) }),
  search: z.object(searchShape),
  startReview: z.object({
    testRecordId: id,
    studentId: id,
    startedAt: moment,
    questionCount: z.number().int().min(1).max(200),
    questionIds: z.array(id).max(200),
  }),
  ofAnswer: z.object({ testRecordId: id, position: z.number().int().min(0).max(10_000) }),
  rateReview: z.object({
    reviewId: id,
    studentId: id,
    testRecordId: id,
    position: z.number().int().min(0).max(10_000),
    rating: z.union([z.literal(2), z.literal(3), z.literal(4)]),
    ratedAt: moment,
  }),
};
