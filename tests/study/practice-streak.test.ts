import { expect, it } from 'vitest';
import { readStreak } from '../../shared/study/practice-streak.ts';

const day = (name: string, minutes = 10) => ({ day: name, answerCount: 1, rightCount: 1, minutes });

it('counts days in a row up to today, and up to yesterday while today has no answer', () => {
  const days = [day('2026-02-27'), day('2026-02-28'), day('2026-03-01')];
  expect(readStreak(days, '2026-03-01')).toMatchObject({ dayCount: 3, hasAnswerToday: true });
  expect(readStreak(days, '2026-03-02')).toMatchObject({ dayCount: 3, hasAnswerToday: false });
  expect(readStreak(days, '2026-03-03')).toMatchObject({ dayCount: 0, hasAnswerToday: false });
  expect(readStreak([], '2026-03-03')).toEqual({
    dayCount: 0,
    hasAnswerToday: false,
    minutesThisWeek: 0,
    minutesWeekBefore: 0,
  });
});

it('stops at a gap, and passes over a change of the clocks', () => {
  expect(readStreak([day('2026-03-27'), day('2026-03-29'), day('2026-03-30')], '2026-03-30').dayCount).toBe(2);
});

it('sums seven days with today, and the seven before them', () => {
  const days = [
    day('2026-03-14', 5),
    day('2026-03-08', 7),
    day('2026-03-07', 11),
    day('2026-03-01', 13),
    day('2026-02-28', 99),
  ];
  expect(readStreak(days, '2026-03-14')).toMatchObject({ minutesThisWeek: 12, minutesWeekBefore: 24 });
});
