import { describe, expect, it } from 'vitest';
import { algebraMisconceptions } from '../../../shared/content/maths-pack/misconceptions/algebra-misconceptions.ts';
import { commonMisconceptions } from '../../../shared/content/maths-pack/misconceptions/common-misconceptions.ts';
import { dataAndGeometryMisconceptions } from '../../../shared/content/maths-pack/misconceptions/data-and-geometry-misconceptions.ts';
import { equationMisconceptions } from '../../../shared/content/maths-pack/misconceptions/equation-misconceptions.ts';
import { expressionMisconceptions } from '../../../shared/content/maths-pack/misconceptions/expression-misconceptions.ts';
import { mixtureAndSpeedMisconceptions } from '../../../shared/content/maths-pack/misconceptions/mixture-and-speed-misconceptions.ts';
import { numberMisconceptions } from '../../../shared/content/maths-pack/misconceptions/number-misconceptions.ts';
import { setAndFunctionMisconceptions } from '../../../shared/content/maths-pack/misconceptions/set-and-function-misconceptions.ts';
import { misconceptions } from '../../../shared/content/maths-pack/misconceptions.ts';

const namesOf = (group: object): string[] => Object.keys(group);

describe('the misconceptions of the maths pack', () => {
  it('have names of their own: merging the strands hides none', () => {
    const names = [
      commonMisconceptions,
      numberMisconceptions,
      algebraMisconceptions,
      dataAndGeometryMisconceptions,
    ].flatMap(namesOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(namesOf(misconceptions).sort()).toEqual(names.sort());
  });

  it('have names of their own within algebra', () => {
    const names = [
      equationMisconceptions,
      expressionMisconceptions,
      mixtureAndSpeedMisconceptions,
      setAndFunctionMisconceptions,
    ].flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
    expect(namesOf(algebraMisconceptions).sort()).toEqual(names.sort());
  });

  it('say in whole sentences of both languages what was done', () => {
    for (const [name, { feedback }] of Object.entries(misconceptions)) {
      expect(feedback.tr, name).toMatch(/^.{20,}[.?]$/);
      expect(feedback.en, name).toMatch(/^.{20,}[.?]$/);
      expect(feedback.tr, name).not.toBe(feedback.en);
    }
  });
});
