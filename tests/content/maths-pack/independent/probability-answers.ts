/** Probability as the share of listed, equally likely outcomes. */
import { subsets } from './counting-answers.ts';
import type { IndependentAnswers } from './independent-answer.ts';

function share<T>(outcomes: readonly T[], isWanted: (outcome: T) => boolean): number {
  return outcomes.filter(isWanted).length / outcomes.length;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export const probabilityAnswers: IndependentAnswers = {
  'probability-not-this-colour': ({ a = 0, b = 0, c = 0 }) => share(upTo(a + b + c), (ball) => ball >= a),
  'probability-compare-two-bags': ({ a = 0, b = 0, c = 0, d = 0 }) =>
    share(upTo(a + b), (ball) => ball < a) > share(upTo(c + d), (ball) => ball < c) ? 1 : 0,
  'probability-two-drawn-together': ({ r = 0, b = 0 }) =>
    share(subsets(r + b, 2), (pair) => pair.every((ball) => ball < r)),
  'probability-two-dice-sum': ({ relation = 0, bound = 0 }) => {
    const rolls = upTo(36).map((roll) => 1 + Math.floor(roll / 6) + 1 + (roll % 6));
    if (relation === 0) return share(rolls, (sum) => sum === bound);
    return share(rolls, (sum) => (relation === 1 ? sum >= bound : sum <= bound));
  },
  'probability-at-least-one-succeeds': ({ a = 0, b = 0, c = 0, d = 0 }) => {
    const rounds = upTo(b).flatMap((first) => upTo(d).map((second) => [first < a, second < c] as const));
    return share(rounds, ([first, second]) => first || second);
  },
};
