import { describe, expect, it } from 'vitest';
import { planRestart } from '../../electron/restart-plan.ts';

describe('restarts of the host process', () => {
  it('the first crash costs the student a fraction of a second', () => {
    const plan = planRestart([], 1_000_000);
    expect(plan).toMatchObject({ name: 'restart', attempt: 1 });
    if (plan.name === 'restart') expect(plan.delayMs).toBeLessThanOrEqual(250);
  });

  it('waits grow from crash to crash', () => {
    const delays = [0, 1, 2, 3].map((count) => {
      const plan = planRestart(
        Array.from({ length: count }, () => 1_000_000),
        1_000_000,
      );
      return plan.name === 'restart' ? plan.delayMs : Number.NaN;
    });
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(new Set(delays).size).toBe(4);
  });

  it('the fifth crash within two minutes ends the restarts', () => {
    expect(planRestart([1, 2, 3, 4], 120_000)).toEqual({ name: 'give_up', attempt: 5 });
  });

  it('crashes of an hour ago are forgotten', () => {
    expect(planRestart([1, 2, 3, 4], 3_600_000)).toMatchObject({ name: 'restart', attempt: 1 });
  });
});
