/**
 * What the sample student went through in some eight weeks: for each topic the days on which it was practised and how
 * it went on that day. Written by hand, so that every pattern of the analysis comes up, stays for a while and goes.
 */

/**
 * How a session goes. `steady`, `strong`: an ordinary and a good day. `rushing`: most answers in a few seconds.
 * `looping`: one mistake again and again. `slow`: right or wrong only after minutes. `rising`: heavy mistakes give way
 * to slips. `slipping`: the other way round.
 */
export type SampleMood = 'steady' | 'strong' | 'rushing' | 'looping' | 'slow' | 'rising' | 'slipping';

interface SampleStory {
  readonly topicUid: string;
  /** The mistake that this student makes most in the topic. */
  readonly usualCode: string;
  /** Days before today, and the mood of the session. */
  readonly sessions: readonly (readonly [daysAgo: number, mood: SampleMood])[];
}

export const sampleStories: readonly SampleStory[] = [
  {
    topicUid: 'TR.MAT.NUM.001',
    usualCode: 'CALCULATION_ERROR',
    sessions: [
      [56, 'steady'],
      [51, 'steady'],
      [42, 'strong'],
      [29, 'strong'],
      [12, 'steady'],
    ],
  },
  {
    topicUid: 'TR.MAT.NUM.003',
    usualCode: 'CONCEPT_ERROR',
    sessions: [
      [55, 'steady'],
      [50, 'rushing'],
      [48, 'rushing'],
      [45, 'rushing'],
      [36, 'steady'],
      [23, 'rising'],
      [10, 'rising'],
    ],
  },
  {
    topicUid: 'TR.MAT.ALG.001',
    usualCode: 'SIGN_ERROR',
    sessions: [
      [54, 'slipping'],
      [47, 'looping'],
      [40, 'rising'],
      [31, 'rising'],
      [19, 'strong'],
      [5, 'rising'],
    ],
  },
  {
    topicUid: 'TR.MAT.NUM.005',
    usualCode: 'PROCEDURE_ERROR',
    sessions: [
      [49, 'steady'],
      [43, 'looping'],
      [41, 'looping'],
      [34, 'looping'],
      [21, 'steady'],
      [4, 'looping'],
    ],
  },
  {
    topicUid: 'TR.MAT.PRB.004',
    usualCode: 'MISREAD_QUESTION',
    sessions: [
      [52, 'slow'],
      [44, 'slow'],
      [37, 'slow'],
      [26, 'steady'],
      [16, 'steady'],
      [6, 'steady'],
    ],
  },
  {
    topicUid: 'TR.MAT.ALG.002',
    usualCode: 'SIGN_ERROR',
    sessions: [
      [38, 'steady'],
      [33, 'looping'],
      [27, 'steady'],
      [13, 'rising'],
      [2, 'rising'],
    ],
  },
  {
    topicUid: 'TR.MAT.NUM.007',
    usualCode: 'CONCEPT_ERROR',
    sessions: [
      [48, 'steady'],
      [35, 'rising'],
      [24, 'strong'],
      [9, 'steady'],
    ],
  },
  {
    topicUid: 'TR.MAT.ALG.006',
    usualCode: 'FORMULA_ERROR',
    sessions: [
      [30, 'slipping'],
      [28, 'slow'],
      [20, 'slow'],
      [15, 'slipping'],
      [3, 'slow'],
    ],
  },
  {
    topicUid: 'TR.MAT.GEO.001',
    usualCode: 'MISREAD_QUESTION',
    sessions: [
      [41, 'strong'],
      [22, 'steady'],
      [8, 'steady'],
    ],
  },
  {
    topicUid: 'TR.MAT.GEO.002',
    usualCode: 'CONCEPT_ERROR',
    sessions: [
      [27, 'steady'],
      [17, 'slipping'],
      [14, 'steady'],
      [7, 'slipping'],
      [1, 'slipping'],
    ],
  },
  {
    topicUid: 'TR.MAT.PRB.001',
    usualCode: 'MISREAD_QUESTION',
    sessions: [
      [34, 'steady'],
      [20, 'slow'],
      [13, 'steady'],
      [5, 'rising'],
    ],
  },
  {
    topicUid: 'TR.MAT.NUM.006',
    usualCode: 'MISREAD_QUESTION',
    sessions: [
      [26, 'steady'],
      [12, 'rushing'],
      [6, 'rushing'],
      [2, 'steady'],
      [0, 'rushing'],
    ],
  },
  {
    topicUid: 'TR.MAT.FUN.002',
    usualCode: 'PROCEDURE_ERROR',
    sessions: [
      [19, 'steady'],
      [9, 'slipping'],
      [1, 'steady'],
      [0, 'looping'],
    ],
  },
  { topicUid: 'TR.MAT.DAT.002', usualCode: 'CONCEPT_ERROR', sessions: [[3, 'strong']] },
];

/** Days before today with a spaced review in the evening: mistakes come back, the oldest first. */
export const reviewDaysAgo = [45, 38, 31, 24, 17, 10, 3] as const;
export const reviewQuestionCount = 8;

/** How many questions a session asks: the sizes that the app offers, and a little less where it was broken off. */
export const sampleSessionSizes = [8, 8, 10, 10, 12] as const;
/** Questions of the last session, which is left open, and how many of them are answered. */
export const openSession = { topicUid: 'TR.MAT.DAT.002', questionCount: 8, answeredCount: 3 } as const;
