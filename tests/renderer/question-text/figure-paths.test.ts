import { expect, test } from 'vitest';
import { arcPath, arrowHeadPath, linePath, rightAnglePath } from '../../../renderer/question-text/figure-paths.ts';

test('a line goes from point to point, in hundredths', () => {
  expect(
    linePath([
      [0, 0],
      [10, 1 / 3],
      [-2, 5],
    ]),
  ).toBe('M0 0L10 0.33L-2 5');
});

test('an arc turns clockwise on the screen, the short way and the long way', () => {
  expect(arcPath([0, 0], 10, 0, 90)).toBe('M10 0A10 10 0 0 1 0 10');
  expect(arcPath([0, 0], 10, 90, 0)).toBe('M0 10A10 10 0 1 1 10 0');
  expect(arcPath([0, 0], 10, -90, 0)).toBe('M0 -10A10 10 0 0 1 10 0');
  expect(arcPath([5, 5], 10, 350, 370)).toContain('A10 10 0 0 1');
});

test('an arc of a whole turn is a circle and not nothing', () => {
  expect(arcPath([0, 0], 10, 0, 360)).toBe('M10 0A10 10 0 1 1 -10 0A10 10 0 1 1 10 0Z');
});

test('the head of an arrow has its point where the arrow ends', () => {
  expect(arrowHeadPath([0, 0], [30, 0])).toBe('M30 0L20 4L20 -4Z');
  expect(arrowHeadPath([3, 3], [3, 3])).toBe('');
});

test('the square of a right angle lies between its sides and never reaches past their middle', () => {
  expect(
    rightAnglePath(
      [0, 0],
      [
        [50, 0],
        [0, 50],
      ],
    ),
  ).toBe('M12 0L12 12L0 12');
  expect(
    rightAnglePath(
      [0, 0],
      [
        [10, 0],
        [0, 50],
      ],
    ),
  ).toBe('M5 0L5 12L0 12');
  expect(
    rightAnglePath(
      [1, 1],
      [
        [1, 1],
        [1, 1],
      ],
    ),
  ).toBe('M1 1L1 1L1 1');
});
