import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAs } from './act-as.ts';
import { callableFunctions, classes, type PrincipalName, principals, staff, students } from './isolation-matrix.ts';
import { seedClassrooms } from './isolation-rows.ts';
import { postgres18, type TestDatabase } from './test-databases.ts';

interface Signature {
  readonly name: string;
  readonly names: readonly string[];
  readonly types: readonly string[];
  /** From this place on, arguments may be left out. */
  readonly firstOptional: number;
}

const isLeftOut = Symbol('left out');

const uuids = [...Object.values(students), ...Object.values(classes), ...Object.values(staff)];
const texts = [
  '',
  ' ',
  `'; DROP TABLE students; --`,
  'x'.repeat(100_000),
  '\u202e\u0007',
  '%s%I',
  'T',
  '👩‍🏫',
  'normal',
  'not a code',
];
const jsons = [
  '{}',
  '[]',
  '[1]',
  '"x"',
  'null',
  '{"a":{"b":[]}}',
  `${'['.repeat(60)}${']'.repeat(60)}`,
  '[{"action":1}]',
  '[{"scope":"x","table":"students","id":"y","row":{}}]',
  '[{"table":null}]',
  '{"00000000-0000-0000-0000-000000000000":-1}',
];
const valuesByType: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.oneof(
    fc.constantFrom<unknown>(...uuids),
    fc.constant(null),
    fc.constantFrom('00000000-0000-0000-0000-000000000000', randomUUID()),
  ),
  text: fc.constantFrom<unknown>(null, ...texts),
  integer: fc.constantFrom<unknown>(null, -2_147_483_648, -1, 0, 1, 5, 2_147_483_647),
  bigint: fc.constantFrom<unknown>(null, '-1', '0', '9223372036854775807'),
  boolean: fc.constantFrom<unknown>(null, true, false),
  jsonb: fc.constantFrom<unknown>(null, ...jsons),
  'uuid[]': fc.constantFrom<unknown>(
    null,
    [],
    [null],
    uuids,
    Array.from({ length: 600 }, () => randomUUID()),
  ),
  'text[]': fc.constantFrom<unknown>(
    null,
    [],
    [null],
    ['a', 'A'],
    ['topic'],
    ['x'.repeat(10_000)],
    Array.from({ length: 600 }, (_, n) => `${n}`),
  ),
  'timestamp with time zone': fc.constantFrom<unknown>(
    null,
    '-infinity',
    'infinity',
    '1970-01-01Z',
    '2026-01-01Z',
    '4714-11-24 BC',
  ),
};

describe('every function that can be called, with anything at all', () => {
  let database: TestDatabase;
  let signatures: readonly Signature[];
  beforeAll(async () => {
    database = await postgres18.openMigrated();
    await seedClassrooms(database.session);
    ({ rows: signatures } = await database.session.query<Signature>(
      `SELECT proname AS name, coalesce(proargnames[1:pronargs], '{}') AS names,
         ARRAY(SELECT format_type(type, NULL) FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS argument (type, place) ORDER BY place) AS types,
         pronargs - pronargdefaults AS "firstOptional"
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1) ORDER BY proname`,
      [callableFunctions],
    ));
  }, 60_000);
  afterAll(() => database.close());

  test('does what was asked or refuses with a status; no constraint, no lack of permission inside, no fault shows', async () => {
    const calls = fc.constantFrom(...signatures).chain((signature) =>
      fc.record({
        signature: fc.constant(signature),
        principal: fc.constantFrom<PrincipalName>('student', 'teacher', 'otherTeacher', 'hub', 'operator', 'service'),
        values: fc.tuple(
          ...signature.types.map((type, place) =>
            fc.oneof(
              valuesByType[type] ?? fc.constant(null),
              place < signature.firstOptional ? fc.constant(null) : fc.constant(isLeftOut),
            ),
          ),
        ),
      }),
    );
    expect(signatures.flatMap(({ types }) => types).filter((type) => valuesByType[type] === undefined)).toEqual([]);
    const tried = new Set<string>();
    await fc.assert(
      fc.asyncProperty(calls, async ({ signature: { name, names, types }, principal, values }) => {
        const given = names.flatMap((key, place) =>
          values[place] === isLeftOut ? [] : [{ key, type: types[place], value: values[place] }],
        );
        const list = given.map(({ key, type }, place) => `${key} => $${place + 1}::${type}`).join(', ');
        tried.add(name);
        try {
          await actAs(database.session, principals[principal], (inner) =>
            inner.query(
              `SELECT public.${name}(${list})`,
              given.map(({ value }) => value),
            ),
          );
        } catch (error) {
          const { code, message } = error as Error & { code: string };
          // PT4xx is a refusal of ours; class 22 a value that its type cannot hold.
          expect(`${name} ${code} ${message}`).toMatch(/^\w+ (PT4\d\d|22)/);
          expect(message).not.toContain('DROP TABLE');
        }
      }),
      { numRuns: 2500 },
    );
    expect([...tried].sort()).toEqual([...callableFunctions].sort());
  }, 60_000);
});
