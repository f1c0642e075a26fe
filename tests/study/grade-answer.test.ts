import { describe, expect, it } from 'vitest';
import type { QuestionContent } from '../../shared/content/question.ts';
import { gradeAnswer } from '../../shared/study/grade-answer.ts';

const common = {
  topicUid: 'TR.MAT.ALG.001',
  difficulty: 1 as const,
  expectedSeconds: 60,
  textFormat: 'plain' as const,
  stem: { en: 'x' },
  rationale: [],
  hints: [],
};
const choice = (key: string, isRight: boolean, mistakeCode?: string) => ({
  key,
  text: { en: key },
  isRight,
  ...(mistakeCode === undefined ? {} : { mistakeCode }),
});
const single: QuestionContent = {
  kind: 'single_choice',
  ...common,
  choices: [choice('a', true), choice('b', false, 'SIGN_ERROR'), choice('c', false)],
};
const multiple: QuestionContent = {
  kind: 'multiple_answers',
  ...common,
  choices: [choice('a', true), choice('b', true), choice('c', false, 'CONCEPT_ERROR'), choice('d', false)],
};
const numeric = (value: number, tolerance: number, unit?: string): QuestionContent => ({
  kind: 'numeric',
  ...common,
  numeric: {
    value,
    tolerance,
    ...(unit === undefined ? {} : { unit }),
    knownWrong: [{ value: -value, mistakeCode: 'SIGN_ERROR' }],
  },
});
const text = (isCaseSensitive: boolean): QuestionContent => ({
  kind: 'short_text',
  ...common,
  shortText: {
    accepted: ['Isıtma', 'heating'],
    isCaseSensitive,
    knownWrong: [{ text: 'cooling', mistakeCode: 'MISREAD_QUESTION' }],
  },
});
const chosen = (...choiceKeys: string[]) => ({ kind: 'choices', choiceKeys }) as const;
const typed = (typedText: string) => ({ kind: 'numeric', text: typedText }) as const;
const written = (writtenText: string) => ({ kind: 'text', text: writtenText }) as const;

describe('choices', () => {
  it('gives a wrong choice the code of its misconception, or UNCLASSIFIED where none is known', () => {
    expect(gradeAnswer(single, chosen('a'))).toEqual({ outcome: 'right' });
    expect(gradeAnswer(single, chosen('b'))).toEqual({ outcome: 'wrong', mistakeCode: 'SIGN_ERROR' });
    expect(gradeAnswer(single, chosen('c'))).toEqual({ outcome: 'wrong', mistakeCode: 'UNCLASSIFIED' });
  });

  it('asks for all right choices and no wrong one where several are right', () => {
    expect(gradeAnswer(multiple, chosen('b', 'a'))).toEqual({ outcome: 'right' });
    expect(gradeAnswer(multiple, chosen('a'))).toEqual({ outcome: 'wrong', mistakeCode: 'UNCLASSIFIED' });
    expect(gradeAnswer(multiple, chosen('a', 'b', 'd', 'c'))).toEqual({
      outcome: 'wrong',
      mistakeCode: 'CONCEPT_ERROR',
    });
  });

  it('refuses a response that cannot belong to the question', () => {
    expect(gradeAnswer(single, chosen('z'))).toBeNull();
    expect(gradeAnswer(single, chosen('a', 'b'))).toBeNull();
    expect(gradeAnswer(single, typed('1'))).toBeNull();
    expect(gradeAnswer(numeric(1, 0), chosen('a'))).toBeNull();
    expect(gradeAnswer(numeric(1, 0), written('1'))).toBeNull();
  });
});

it('counts a blank answer as BLANK for every kind of question, and so an empty text', () => {
  for (const content of [single, multiple, numeric(1, 0), text(false)]) {
    expect(gradeAnswer(content, { kind: 'blank' })).toEqual({ outcome: 'blank', mistakeCode: 'BLANK' });
  }
  expect(gradeAnswer(numeric(1, 0), typed('  '))).toEqual({ outcome: 'blank', mistakeCode: 'BLANK' });
  expect(gradeAnswer(text(false), written(' '))).toEqual({ outcome: 'blank', mistakeCode: 'BLANK' });
});

describe('numbers', () => {
  it.each([
    ['3,5', 3.5],
    ['3.5', 3.5],
    [' +7 ', 7],
    ['−4', -4],
    ['7/2', 3.5],
    ['1 3/4', 1.75],
    ['-1 1/2', -1.5],
    ['½', 0.5],
    ['1½', 1.5],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234', 1.234],
    ['1.234', 1234],
    ['12 500', 12_500],
    ['%20', 20],
    ['20 %', 20],
    [',5', 0.5],
    ['0,75/1,5', 0.5],
  ])('reads %s as %d', (given, value) => {
    expect(gradeAnswer(numeric(value, 0), typed(given))).toEqual({ outcome: 'right' });
  });

  it.each(['', 'abc', '1e3', '0x10', '1/0', '--3', '3..5', '1,2,3', '2²', 'Infinity', 'NaN', '٣'])(
    'does not take %j for a number',
    (given) => {
      expect(gradeAnswer(numeric(3, 0), typed(given))).not.toMatchObject({ outcome: 'right' });
      expect(gradeAnswer(numeric(1000, 0), typed(given))).not.toMatchObject({ outcome: 'right' });
    },
  );

  it('accepts up to the tolerance and not beyond it', () => {
    expect(gradeAnswer(numeric(3.14, 0.01), typed('3,15'))).toEqual({ outcome: 'right' });
    expect(gradeAnswer(numeric(3.14, 0.01), typed('3,16'))).toMatchObject({ outcome: 'wrong' });
    expect(gradeAnswer(numeric(1 / 3, 0), typed('1/3'))).toEqual({ outcome: 'right' });
  });

  it('knows a wrong value that a misconception leads to', () => {
    expect(gradeAnswer(numeric(5, 0), typed('-5'))).toEqual({ outcome: 'wrong', mistakeCode: 'SIGN_ERROR' });
    expect(gradeAnswer(numeric(5, 0), typed('6'))).toEqual({ outcome: 'wrong', mistakeCode: 'UNCLASSIFIED' });
  });

  it('overlooks the unit of the question, but no other', () => {
    expect(gradeAnswer(numeric(90, 0, 'km/h'), typed('90 km/h'))).toEqual({ outcome: 'right' });
    expect(gradeAnswer(numeric(90, 0, 'km/h'), typed('90 m/s'))).toMatchObject({ outcome: 'wrong' });
  });
});

describe('short texts', () => {
  it('overlooks case in Turkish and in English, and spaces around and within', () => {
    for (const given of ['ısıtma', 'ISITMA', '  Isıtma ', 'HEATING', 'Heating']) {
      expect(gradeAnswer(text(false), written(given))).toEqual({ outcome: 'right' });
    }
  });

  it('keeps to the case where the question asks for it', () => {
    expect(gradeAnswer(text(true), written('heating'))).toEqual({ outcome: 'right' });
    expect(gradeAnswer(text(true), written('Heating'))).toMatchObject({ outcome: 'wrong' });
  });

  it('knows a wrong text that a misconception leads to', () => {
    expect(gradeAnswer(text(false), written('Cooling'))).toEqual({ outcome: 'wrong', mistakeCode: 'MISREAD_QUESTION' });
  });
});
