/** Checks what arrives over a port before it reaches the database. Another version of the UI may be on the other end. */
import { z } from 'zod';
import { answerResponseSchema, mistakeCodeSchema, topicUidSchema } from '../content/question.ts';
import { sessionKinds } from '../model/session.ts';
import { longestNormSeconds, shortestNormSeconds } from '../study/exam-norm.ts';
import { noteSchema } from './notebook-call-schemas.ts';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const language = z.enum(['tr', 'en']);
const displayName = z.string().trim().min(1).max(80);
const schoolGrade = z.number().int().min(1).max(13).nullable();
const targetExam = z.string().trim().min(1).max(40).nullable();
const colour = z.string().min(1).max(20);

export const callSchemas = {
  createProfile: z.object({ id, displayName, language, schoolGrade, targetExam, colour }),
  changeProfile: z.object({
    id,
    displayName: displayName.optional(),
    language: language.optional(),
    schoolGrade: schoolGrade.optional(),
    targetExam: targetExam.optional(),
    colour: colour.optional(),
  }),
  ofStudent: z.object({ studentId: id }),
  ofPack: z.object({ packId: id }),
  importPack: z.object({
    importId: z.string().min(1).max(100),
    fileName: z.string().min(1).max(1000),
    bytes: z.instanceof(Uint8Array),
  }),
  startSession: z.object({
    testRecordId: id,
    studentId: id,
    kind: z.enum(sessionKinds),
    topicUids: z.array(topicUidSchema).max(1000),
    packId: id.nullable(),
    questionCount: z.number().int().min(1).max(200),
    difficulties: z
      .array(z.union([z.literal(1), z.literal(2), z.literal(3)]))
      .min(1)
      .max(3)
      .optional(),
    secondsPerQuestion: z.number().min(shortestNormSeconds).max(longestNormSeconds).optional(),
    startedAt: moment,
    sourceRecommendationId: id.nullable(),
  }),
  ofSession: z.object({ testRecordId: id }),
  recordAnswer: z.object({
    answerId: id,
    mistakeId: id,
    testRecordId: id,
    studentId: id,
    questionVersionId: id,
    position: z.number().int().min(0).max(10_000),
    response: answerResponseSchema,
    timeSpentSeconds: z.number().min(0),
    hintsUsed: z.number().int().min(0).max(1000),
    answeredAt: moment,
  }),
  recordMistakeReason: z.object({
    reasonId: id,
    mistakeId: id,
    studentId: id,
    mistakeCode: mistakeCodeSchema,
    notedAt: moment,
    note: noteSchema.optional(),
  }),
  listMistakes: z.object({
    studentId: id,
    topicUid: topicUidSchema.nullable(),
    limit: z.number().int().min(1).max(1000),
  }),
  ofMistake: z.object({ mistakeId: id }),
  finishSession: z.object({ testRecordId: id, finishedAt: moment }),
  listRecommendations: z.object({ studentId: id, isActiveOnly: z.boolean() }),
  markReflexSeen: z.object({ eventId: id.nullable(), recommendationId: id, seenAt: moment }),
  dismissRecommendation: z.object({ recommendationId: id, dismissedAt: moment }),
  completeAction: z.object({
    recommendationId: id,
    action: z.string().trim().min(1).max(60),
    completedAt: moment,
    isRecommendationDone: z.boolean(),
  }),
};
