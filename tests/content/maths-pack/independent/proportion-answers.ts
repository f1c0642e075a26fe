import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const proportionAnswers: IndependentAnswers = {
  'ratio-share': ({ total = 0, a = 0, b = 0 }) => searchWhole(1, total - 1, (part) => part * b === (total - part) * a),
  'ratio-inverse-proportion': ({ a = 0, days = 0, b = 0 }) => {
    // A store of daily portions is used up day by day.
    let store = a * days;
    let lasted = 0;
    while (store >= b) {
      store -= b;
      lasted += 1;
    }
    return lasted + store / b;
  },
  'ratio-inverse-share': ({ a = 1, b = 1, c = 1, total = 0, asked = 1 }) =>
    // Shares times numbers are all the same.
    searchWhole(
      1,
      total,
      (share) => Math.abs([a, b, c].reduce((sum, number) => sum + (share * asked) / number, 0) - total) < 1e-9,
    ),
  'ratio-chain': ({ a = 0, b = 0, c = 0, d = 0, total = 0 }) =>
    searchWhole(1, total, (z) => {
      const y = (z * c) / d;
      const x = (y * a) / b;
      return Math.abs(x + y + z - total) < 1e-9;
    }),
  'ratio-compound': ({
    machines = 1,
    hours = 1,
    days = 1,
    pieces = 0,
    otherMachines = 0,
    otherHours = 0,
    otherPieces = 0,
  }) => {
    // Day after day until the pieces are made.
    const perMachineHour = pieces / (machines * hours * days);
    let made = 0;
    let day = 0;
    while (made < otherPieces - 1e-9) {
      for (let hour = 0; hour < otherHours; hour += 1) made += otherMachines * perMachineHour;
      day += 1;
    }
    if (Math.abs(made - otherPieces) > 1e-6) throw new Error(`${made} pieces after ${day} days`);
    return day;
  },
  'percent-find-whole': ({ percent = 0, part = 0 }) => searchWhole(1, 5000, (whole) => whole * percent === part * 100),
  'percent-successive-changes': ({ price = 0, first = 0, second = 0 }) => {
    const between = price + (price / 100) * first;
    return between + (between / 100) * second;
  },
  'percent-before-discount': ({ percent = 0, after = 0, isDiscount = 0 }) =>
    searchWhole(1, 5000, (before) => {
      const change = (before / 100) * percent;
      return Math.abs((isDiscount === 1 ? before - change : before + change) - after) < 1e-9;
    }),
  'percent-up-and-down-claim': ({ start = 0, up = 0, down = 0, claimed = 0 }) => {
    const raised = start + (start / 100) * up;
    return Math.abs(raised - (raised / 100) * down - claimed) < 1e-6 ? 1 : 0;
  },
  'percent-profit-after-discount': ({ up = 0, down = 0, profit = 0 }) =>
    searchWhole(1, 5000, (cost) => {
      const label = cost + (cost / 100) * up;
      const price = label - (label / 100) * down;
      return Math.abs(price - cost - profit) < 1e-6;
    }),
};
