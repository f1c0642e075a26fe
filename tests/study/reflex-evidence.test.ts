import { expect, it } from 'vitest';
import { readEvidence } from '../../shared/study/reflex-evidence.ts';

const mistake = (code: string, seconds: number | null) => ({ code, seconds, ratio: null });
const limits = { panicAbsoluteMin: 5, panicAbsoluteMax: 180 };

it('counts the newest mistakes in a row with the same code', () => {
  const newestFirst = [
    mistake('SIGN_ERROR', 30),
    mistake('SIGN_ERROR', null),
    mistake('UNIT_ERROR', 20),
    mistake('SIGN_ERROR', 9),
  ];
  expect(readEvidence('STUCK_LOOP', newestFirst, limits)).toEqual({
    mistakeCode: 'SIGN_ERROR',
    mistakeCount: 2,
    timesSeconds: [30],
  });
});

it('counts the newest mistakes in a row that were as fast', () => {
  const newestFirst = [mistake('A', 2), mistake('B', 4.9), mistake('C', 40), mistake('D', 1)];
  expect(readEvidence('PANIC_RUSH', newestFirst, limits)).toMatchObject({ mistakeCount: 2, timesSeconds: [2, 4.9] });
});

it('counts the newest mistakes in a row that were as slow', () => {
  const newestFirst = [mistake('A', 300), mistake('B', 220), mistake('C', 40)];
  expect(readEvidence('STUCK_SLOW', newestFirst, limits)).toMatchObject({ mistakeCount: 2, timesSeconds: [300, 220] });
});

it('names the newest mistake alone for a trend, and nothing without mistakes', () => {
  expect(readEvidence('worsening', [mistake('A', 30), mistake('A', 30)], limits)).toMatchObject({ mistakeCount: 1 });
  expect(readEvidence('improving', [], limits)).toEqual({ mistakeCode: null, mistakeCount: 0, timesSeconds: [] });
});
