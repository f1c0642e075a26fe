import { expect, it } from 'vitest';
import { initialsOf } from '../../renderer/profiles/initials-of.ts';

it.each([
  ['ilker ışık', 'İI'],
  ['Elif Su Kaya', 'EK'],
  ['Deniz', 'D'],
  ['  ömer   çağrı  ', 'ÖÇ'],
  ['😀 Ada', '😀A'],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
