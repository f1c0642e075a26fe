import { describe, expect, it } from 'vitest';
import { findJoinLink, parseJoinLink } from '../../electron/join-link.ts';

describe('join links', () => {
  it.each([
    ['endstp://join/AB12CD', 'AB12CD'],
    ['endstp://join/ab12-cd34', 'AB12CD34'],
    ['endstp://join/AB12CD/', 'AB12CD'],
    ['ENDSTP://JOIN/AB12CD', 'AB12CD'],
  ])('%s names the class %s', (address, code) => {
    expect(parseJoinLink(address)).toEqual({ code, serverUrl: null });
  });

  it('may name the server, encrypted', () => {
    expect(parseJoinLink('endstp://join/AB12CD?server=https%3A%2F%2Fschool.example%2Fstp%2F')).toEqual({
      code: 'AB12CD',
      serverUrl: 'https://school.example/stp',
    });
  });

  it.each([
    'endstp://join/',
    'endstp://join/ABC',
    'endstp://join/ABCDEFGHIJKLMNOPQ',
    'endstp://join/AB12CD/more',
    'endstp://join/AB12CD?next=https://example.org',
    'endstp://join/AB12CD#x',
    'endstp://join/AB12CD?server=http://school.example',
    'endstp://join/AB12CD?server=https://user:secret@school.example',
    'endstp://join/AB12CD?server=https://school.example&next=x',
    'endstp://user:secret@join/AB12CD',
    'endstp://leave/AB12CD',
    'endstp:join/AB12CD',
    'https://join/AB12CD',
    'endstp://join/AB%3Cscript%3E',
    'endstp://join/ŞIĞÜÖÇ',
    `endstp://join/${'A'.repeat(400)}`,
    '',
  ])('%s is no join link', (address) => {
    expect(parseJoinLink(address)).toBeNull();
  });

  it('is found among the arguments that the system passes', () => {
    expect(findJoinLink(['/opt/End.STP/end-stp', '--no-first-run', 'endstp://join/XYZ789'])).toEqual({
      code: 'XYZ789',
      serverUrl: null,
    });
    expect(findJoinLink(['/opt/End.STP/end-stp', '/home/a/pack.json'])).toBeNull();
  });
});
