import { expect, it } from 'vitest';
import { correctAnswerTime, earliestPlausibleMs, latestPlausibleMs } from '../../shared/study/answer-time.ts';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = Date.UTC(2026, 10, 22, 12);

it('keeps a plausible time', () => {
  expect(correctAnswerTime(nowMs, { latestMs: null })).toBe(nowMs);
  expect(correctAnswerTime(nowMs, { latestMs: nowMs - 1_000 })).toBe(nowMs);
  expect(correctAnswerTime(nowMs, { latestMs: nowMs - 200 * dayMs })).toBe(nowMs);
});

it('never lets a small correction of the clock change the order of answers', () => {
  expect(correctAnswerTime(nowMs - 3_600_000, { latestMs: nowMs })).toBe(nowMs + 1);
  expect(correctAnswerTime(nowMs, { latestMs: nowMs })).toBe(nowMs + 1);
});

it('believes a clock that was set back by days, which a fix of a wrong clock does', () => {
  expect(correctAnswerTime(nowMs - 40 * dayMs, { latestMs: nowMs })).toBe(nowMs - 40 * dayMs);
});

it('places an answer of an implausible clock just after the latest one', () => {
  for (const wrongMs of [0, Date.UTC(1999, 0, 1), Date.UTC(2099, 0, 1), nowMs + 10 * 366 * dayMs]) {
    expect(correctAnswerTime(wrongMs, { latestMs: nowMs })).toBe(nowMs + 1);
  }
});

it('uses the oldest plausible moment when a wrong clock gives the very first answer', () => {
  expect(correctAnswerTime(Date.UTC(1970, 0, 1), { latestMs: null })).toBe(earliestPlausibleMs);
  expect(correctAnswerTime(latestPlausibleMs, { latestMs: null })).toBe(earliestPlausibleMs);
});
