import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QuestionClock } from '../../renderer/practice/question-clock.ts';

function clockAt(elapsedSeconds: number) {
  let nowMs = 1000;
  const clock = new QuestionClock(elapsedSeconds, () => nowMs);
  return { clock, pass: (ms: number) => (nowMs += ms) };
}

it('stands still until it is started, and goes on from a stored time', () => {
  const { clock, pass } = clockAt(12.5);
  pass(5000);
  expect(clock.elapsedSeconds).toBe(12.5);
  clock.start();
  pass(1500);
  expect(clock.elapsedSeconds).toBe(14);
});

it('leaves out the time of a pause', () => {
  const { clock, pass } = clockAt(0);
  clock.start();
  pass(2000);
  clock.pause();
  pass(60_000);
  clock.start();
  pass(1000);
  expect(clock.elapsedSeconds).toBe(3);
});

it('counts time once when it is started or paused twice', () => {
  const { clock, pass } = clockAt(0);
  clock.start();
  pass(1000);
  clock.start();
  pass(1000);
  clock.pause();
  clock.pause();
  expect(clock.elapsedSeconds).toBe(2);
});

it('counts exactly the time between starts and pauses, in any order of them', () => {
  const step = fc.record({
    does: fc.constantFrom('start', 'pause', 'look'),
    afterMs: fc.integer({ min: 0, max: 9999 }),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { clock, pass } = clockAt(0);
      let isRunning = false;
      let countedMs = 0;
      for (const { does, afterMs } of steps) {
        pass(afterMs);
        if (isRunning) countedMs += afterMs;
        if (does === 'start') clock.start();
        if (does === 'pause') clock.pause();
        isRunning = does === 'look' ? isRunning : does === 'start';
        expect(clock.elapsedSeconds).toBe(countedMs / 1000);
      }
    }),
  );
});
