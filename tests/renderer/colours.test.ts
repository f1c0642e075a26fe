import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { lookOfRecommendation, patternLooks } from '../../renderer/app/pattern-looks.ts';
import { stateVariables, theme } from '../../renderer/app/theme.ts';
import { profileColour, profileColours } from '../../renderer/profiles/profile-colours.ts';
import { colourIn, contrastOf, type Scheme } from './contrast.ts';

/** WCAG AA: text, and graphics that carry meaning. */
const textContrast = 4.5;
const graphicContrast = 3;

const full = mergeMantineTheme(DEFAULT_THEME, theme);
const variables = stateVariables(full);
const white = '#ffffff';

function pageColour(scheme: Scheme): string {
  // Mantine's own light page is white; ours is set where it differs.
  return colourIn(scheme, variables[scheme]['--mantine-color-body'] ?? white);
}

it('contrast is what WCAG says of black, white and the grey in between', () => {
  expect(contrastOf('#000000', white)).toBeCloseTo(21);
  expect(contrastOf(white, white)).toBe(1);
  expect(contrastOf('#767676', white)).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (scheme) => {
  const page = pageColour(scheme);
  const states = Object.entries(variables[scheme]);

  it.each([...Object.entries(patternLooks), ['a note', lookOfRecommendation('TEACHER_NOTE')] as const])(
    '%s can be read as text and seen as a line',
    (_, look) => {
      expect(contrastOf(colourIn(scheme, look.textColour), page)).toBeGreaterThanOrEqual(textContrast);
      expect(contrastOf(colourIn(scheme, look.lineColour), page)).toBeGreaterThanOrEqual(graphicContrast);
    },
  );

  it.each(states.filter(([name]) => /-(text|dimmed|error|placeholder)$/.test(name)))(
    '%s can be read on the page',
    (_, colour) => {
      expect(contrastOf(colour, page)).toBeGreaterThanOrEqual(textContrast);
    },
  );

  it.each(states.filter(([name]) => /-(line|solid)$/.test(name)))('%s can be seen on the page', (_, colour) => {
    expect(contrastOf(colour, page)).toBeGreaterThanOrEqual(graphicContrast);
  });

  it.each(states.filter(([name]) => name.endsWith('-soft')))('%s carries its own text', (name, colour) => {
    const text = new Map(states).get(name.replace('-soft', '-text')) ?? '';
    expect(contrastOf(text, colour)).toBeGreaterThanOrEqual(textContrast);
  });

  it('words can be read in fields, on rows and on soft controls', () => {
    const field = scheme === 'dark' ? full.colors.dark[6] : white;
    const words = scheme === 'dark' ? full.colors.dark[0] : '#000000';
    for (const colour of [words, variables[scheme]['--mantine-color-placeholder'] ?? '']) {
      expect(contrastOf(colour, field)).toBeGreaterThanOrEqual(textContrast);
    }
    const soft = new Map(states).get('--mantine-color-violet-light') ?? full.colors.violet[1];
    const onSoft = new Map(states).get('--mantine-color-violet-light-color') ?? full.colors.violet[9];
    expect(contrastOf(onSoft, soft)).toBeGreaterThanOrEqual(textContrast);
  });

  it('white words can be read on filled controls', () => {
    const shade = typeof full.primaryShade === 'number' ? full.primaryShade : full.primaryShade[scheme];
    const filled = full.colors[full.primaryColor]?.[shade] ?? '';
    expect(contrastOf(filled, white)).toBeGreaterThanOrEqual(textContrast);
  });
});

it('both themes define the same state colours', () => {
  const names = (scheme: Scheme) => Object.keys(variables[scheme]).filter((name) => name.startsWith('--state-'));
  expect(names('dark')).toEqual(names('light'));
  expect(names('light').length).toBeGreaterThan(5);
});

describe('profile colours', () => {
  it.each(Object.entries(profileColours))('%s carries white initials', (_, colour) => {
    expect(contrastOf(colour, white)).toBeGreaterThanOrEqual(textContrast);
  });

  it('a colour that a newer version stored falls back to the brand', () => {
    expect(profileColour('teal')).toBe(profileColours.teal);
    expect(profileColour('ultraviolet')).toBe(profileColours.violet);
    expect(profileColour('constructor')).toBe(profileColours.violet);
  });
});
