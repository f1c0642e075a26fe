import type { IndependentAnswers } from './independent-answer.ts';

/** Lets minutes pass one by one until the condition holds, and says how many passed. */
function minutesUntil(holds: (minute: number) => boolean): number {
  for (let minute = 0; minute < 100_000; minute += 1) if (holds(minute)) return minute;
  throw new Error('it never happens');
}

export const speedAnswers: IndependentAnswers = {
  'speed-distance-in-minutes': ({ speed = 0, time = 0 }) => {
    let metres = 0;
    for (let minute = 0; minute < time; minute += 1) metres += (speed * 1000) / 60;
    return metres / 1000;
  },
  'speed-meeting-place': ({ road = 0, first = 0, second = 0 }) => {
    const minute = minutesUntil((passed) => (first * passed) / 60 >= road - (second * passed) / 60 - 1e-9);
    return (first * minute) / 60;
  },
  'speed-chase': ({ slow = 0, fast = 0, lead = 0 }) => {
    const ahead = (minute: number) => (slow * (minute + 60 * lead)) / 60;
    return minutesUntil((minute) => (fast * minute) / 60 >= ahead(minute) - 1e-9) / 60;
  },
  'speed-average-of-return-trip': ({ there = 0, back = 0 }) => {
    // A road of a definite length stands for all roads.
    const road = 720;
    const hours = road / there + road / back;
    return (road + road) / hours;
  },
  'speed-train-and-tunnel': ({ speed = 0, train = 0, way = 0 }) => {
    // Positions along the track after each second; the way lies from 0 to `way`, the front starts at 0.
    for (let second = 0; second < 10_000; second += 1) {
      const front = (speed * 1000 * second) / 3600;
      const rear = front - train;
      if (rear >= way - 1e-6) return second;
    }
    throw new Error('the train never leaves');
  },
};
