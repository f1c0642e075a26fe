/** Numbers inside of JSON columns, through the real client, real HTTP and real databases. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors/outcome.ts';
import { protectNumbers, restoreNumbers } from '../../shared/sync/exact-numbers.ts';
import { createFetchHttp } from '../../shared/sync/fetch-http.ts';
import { createHttpTransport } from '../../shared/sync/http-transport.ts';
import { embedded } from '../server/test-server.ts';
import { openReplica, startDevice } from './device.ts';

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
const wholeNumber = digits(30).map((text) => text.replace(/^0+(?=\d)/, ''));
const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    wholeNumber,
    fc.option(digits(25), { nil: null }),
    fc.option(fc.integer({ min: -400, max: 400 }), { nil: null }),
  )
  .map(([sign, whole, fraction, exponent]) =>
    [sign, whole, fraction === null ? '' : `.${fraction}`, exponent === null ? '' : `e${exponent}`].join(''),
  );
/** Texts in which marks, quotes and backslashes stand where they are least welcome. */
const anyText = fc.string({
  unit: fc.constantFrom('\uE000', '#', '"', '\\', '1', '.', 'e', '5', ',', ':', ' ', 'ş', '\u2028'),
});
const stringText = anyText.map((text) => JSON.stringify(text));
/** JSON as text, with numbers as somebody wrote them. */
const { json } = fc.letrec<{ json: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    numberText,
    stringText,
    fc.constantFrom('true', 'false', 'null', '0', '7', '-0', '0.10', '1e400', '[]', '{}'),
  ),
  json: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(
        fc.tuple(
          anyText.map((key) => `k${key}`),
          tie('json'),
        ),
        { maxLength: 4, selector: ([key]) => key },
      )
      .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
}));

describe('a number that a double would change', () => {
  it('comes out as it went in, whatever stands around it', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(restoreNumbers(JSON.stringify(JSON.parse(protectNumbers(text))))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('costs next to nothing where there is none', () => {
    const text = JSON.stringify({
      rows: Array.from({ length: 50 }, (_, seq) => ({ seq, id: randomUUID(), at: '1.5' })),
    });
    expect(protectNumbers(text)).toBe(text);
    expect(restoreNumbers(text)).toBe(text);
  });

  it('is the same on the server and on another device of the student as on the device that stored it', async () => {
    const server = await embedded.open();
    const [first, second] = [await openReplica(), await openReplica()];
    try {
      const studentId = randomUUID();
      const token = await server.sign({ sub: studentId, endstp_role: 'student', student_id: studentId });
      const current = async () => success(token);
      const tokens = { current, renew: current, leaveRefreshingToOthers: async () => {}, forget: async () => {} };
      const http = createFetchHttp(fetch, (work, delayMs) => {
        const timer = setTimeout(work, delayMs);
        return () => clearTimeout(timer);
      });
      const transport = createHttpTransport(http, { serverUrl: server.address, kind: 'endstp', apiKey: null }, tokens);
      const devices = [first, second].map((opened) => startDevice(opened, { transport }));
      for (const device of devices) await device.join(studentId);
      const recordId = randomUUID();
      await first.session.query(
        `INSERT INTO test_records (id, student_id, session_kind, started_at) VALUES ($1, $2, 'practice', now())`,
        [recordId, studentId],
      );
      const samples = [
        '{"a": 12345678901234567890, "b": 0.10, "c": 1e400, "d": [1.0, -0.0, 1e-7], "e": "\uE000#1"}',
        // In PostgreSQL's own words: what JSONB cannot hold is none of its numbers.
        ...fc.sample(json, { numRuns: 60, seed: 7 }).filter((text) => !text.includes('\\u0000')),
      ];
      await first.session.query(
        `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
           position, response, outcome, answered_at, extra)
         SELECT gen_random_uuid(), $1, $2, $1, $1, 'T', place, jsonb_build_object('value', text::jsonb), 'right', now(), jsonb_build_object('later', text::jsonb)
         FROM unnest($3::text[]) WITH ORDINALITY AS sample (text, place)`,
        [recordId, studentId, samples],
      );
      const read = `SELECT position, response::text AS response, extra::text AS extra FROM test_answers
        WHERE student_id = $1 ORDER BY position`;
      const { rows: stored } = await first.session.query(read, [studentId]);
      expect(stored).toHaveLength(samples.length);
      for (const device of devices) expect(await device.client.syncNow()).toMatchObject({ ok: true });
      expect(await server.sql(read, [studentId])).toEqual(stored);
      expect((await second.session.query(read, [studentId])).rows).toEqual(stored);
      for (const device of devices) await device.client.stop();
    } finally {
      await first.close();
      await second.close();
      await server.close();
    }
  });
});
