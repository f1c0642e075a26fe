import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundleEnd, writeLine } from '../../shared/bundle/bundle-format.ts';
import { BundleScan, inspectBundle } from '../../shared/bundle/bundle-scan.ts';
import { importBundle } from '../../shared/bundle/import-bundle.ts';
import { queriesOf } from '../../shared/bundle/session-queries.ts';
import { createSeededRandom } from '../../shared/content/maths-pack/seeded-random.ts';
import { insertMistakes } from '../sql/study-rows.ts';
import { pglite, postgres18, type TestDatabase } from '../sql/test-databases.ts';
import { asReplica, type Replica, readEverything, readRowsFunction } from '../sync/sync-replicas.ts';
import { inChunks, linesOf, takeBundle, writeBundle } from './bundle-files.ts';

const random = createSeededRandom('bundles');
const whole = (below: number) => Math.floor(random.unit() * below);

describe('bundles between PGlite and PostgreSQL 18', () => {
  const opened: TestDatabase[] = [];
  let device: Replica;
  let server: Replica;
  let other: Replica;
  beforeAll(async () => {
    for (const kind of [pglite, postgres18, pglite]) {
      const database = await kind.openMigrated();
      opened.push(database);
      await database.session.exec(readRowsFunction);
    }
    const [first, second, third] = opened;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no database was opened');
    device = await asReplica(first.session);
    server = await asReplica(second.session);
    other = await asReplica(third.session);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  /** A student with a profile, answers to a question, mistakes, reasons, settings and what the triggers made of them. */
  async function makeStudent(session: TestDatabase['session'], count = 40): Promise<string> {
    const studentId = randomUUID();
    await session.query(`INSERT INTO students (id, display_name, language, colour) VALUES ($1, $2, 'tr', 'indigo')`, [
      studentId,
      `Öğrenci "${whole(1000)}" \\ 😀`,
    ]);
    const seconds = [2.5, 30, '0.10', 12345.678, null];
    const ids = await insertMistakes(
      session,
      Array.from({ length: count }, (_, minute) => ({
        studentId,
        minute,
        topicUid: `TR.MAT.ALG.00${1 + whole(3)}`,
        seconds: seconds[whole(seconds.length)] ?? null,
      })),
    );
    for (const mistakeId of ids.slice(0, whole(5))) {
      await session.query(
        `INSERT INTO mistake_reasons (id, student_id, mistake_id, mistake_code, note, noted_at)
         VALUES ($1, $2, $3, 'CARELESS_MISTAKE', $4, now())`,
        [randomUUID(), studentId, mistakeId, 'çünkü\nacele ettim'],
      );
    }
    return studentId;
  }
  async function expectEqual(one: Replica, two: Replica, studentId: string): Promise<void> {
    expect(await readEverything(one.session, studentId)).toEqual(await readEverything(two.session, studentId));
  }

  test('a bundle of a device gives PostgreSQL the same rows, and once more changes nothing', async () => {
    const students = [await makeStudent(device.session), await makeStudent(device.session, 3)];
    const bytes = await writeBundle(device.session);
    const report = await takeBundle(server.session, bytes, { chunkBytes: 777 });
    expect(report).toMatchObject({ ending: 'whole', refusedCount: 0, knownCount: 0, newCount: report.rowCount });
    expect(report.head).toMatchObject({ replica: device.id, scopes: null, formatVersion: 1 });
    for (const studentId of students) await expectEqual(device, server, studentId);
    const again = await takeBundle(server.session, bytes);
    expect(again).toMatchObject({ newCount: 0, knownCount: report.rowCount, refusedCount: 0 });
  });

  test('a bundle of PostgreSQL gives PGlite the same rows, into one that has some of them and rows of its own', async () => {
    const studentId = await makeStudent(server.session);
    await takeBundle(other.session, await writeBundle(server.session, studentId));
    await insertMistakes(server.session, [{ studentId, minute: 100 }]);
    await insertMistakes(other.session, [{ studentId, minute: 101 }]);
    const report = await takeBundle(other.session, await writeBundle(server.session));
    expect(report).toMatchObject({ ending: 'whole', refusedCount: 0 });
    expect(report.knownCount).toBeGreaterThan(30);
    await takeBundle(server.session, await writeBundle(other.session));
    await expectEqual(server, other, studentId);
  });

  test('one student alone is in the bundle of one student', async () => {
    const [mine, theirs] = [await makeStudent(device.session, 4), await makeStudent(device.session, 4)];
    const text = linesOf(await writeBundle(device.session, mine)).join('\n');
    expect(text).toContain(mine);
    expect(text).not.toContain(theirs);
    await expect(writeBundle(device.session, randomUUID())).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
  });

  test('erased students stay erased, and rows under an older id reach the newer one', async () => {
    const [leaves, joins, joined] = [
      await makeStudent(device.session, 3),
      await makeStudent(device.session, 3),
      randomUUID(),
    ];
    const before = await writeBundle(device.session);
    await takeBundle(other.session, before);
    await device.session.query('SELECT erase_student($1)', [leaves]);
    await device.session.query('SELECT rekey_student($1, $2)', [joins, joined]);
    await takeBundle(other.session, await writeBundle(device.session));
    const old = await takeBundle(other.session, before);
    expect(old.refused.every(({ code }) => code === 'STUDENT_ERASED')).toBe(true);
    expect(old.refusedCount).toBeGreaterThan(3);
    expect((await readEverything(other.session, leaves)).student_mistakes).toEqual([]);
    expect((await readEverything(other.session, joins)).student_mistakes).toEqual([]);
    await expectEqual(device, other, joined);
  });

  test('a replica that gets its own rows back takes a new identity', async () => {
    const studentId = await makeStudent(other.session, 3);
    const bytes = await writeBundle(other.session);
    await takeBundle(other.session, bytes);
    expect((await asReplica(other.session)).id).toBe(other.id);
    await other.session.exec(
      `DELETE FROM student_mistakes WHERE student_id = '${studentId}'; DELETE FROM sync_log WHERE scope = '${studentId}'`,
    );
    expect((await takeBundle(other.session, bytes)).newCount).toBeGreaterThan(0);
    const { id } = await asReplica(other.session);
    expect(id).not.toBe(other.id);
    other = { ...other, id };
  });

  test('imported packs come back on a device, and stay out of a server that does not take content', async () => {
    const packId = randomUUID();
    await device.session.query(
      `INSERT INTO question_packs (id, pack_uid, pack_version, display_names, languages, source_format, is_built_in)
       VALUES ($1, 'benim.paketim', '1', '{"tr": "Paketim"}', '{tr}', 'endstp', false)`,
      [packId],
    );
    const bytes = await writeBundle(device.session);
    const left = await takeBundle(server.session, bytes, { takesContent: false });
    expect(left).toMatchObject({ leftOutCount: 1, refused: [] });
    expect((await server.session.query('SELECT FROM question_packs WHERE id = $1', [packId])).rows).toHaveLength(0);
    await takeBundle(other.session, bytes);
    expect((await other.session.query('SELECT FROM question_packs WHERE id = $1', [packId])).rows).toHaveLength(1);
  });

  test('lines in the opposite order, or compressed anew by another tool, are taken all the same', async () => {
    const studentId = await makeStudent(device.session);
    const lines = linesOf(await writeBundle(device.session, studentId));
    const reversed = await takeBundle(other.session, gzipSync(`${[...lines].reverse().join('\n')}\n`));
    expect(reversed.refused.filter(({ code }) => code !== 'DAMAGED_LINE')).toEqual([]);
    await expectEqual(device, other, studentId);
    const plain = await takeBundle(server.session, Buffer.from(`${lines.join('\n')}\n`));
    expect(plain).toMatchObject({ ending: 'whole', refusedCount: 0 });
  });

  test('a damaged line is named and the others are applied', async () => {
    const studentId = await makeStudent(device.session);
    const lines = linesOf(await writeBundle(device.session, studentId));
    const damaged = lines.map((line, index) => (index === 10 ? line.replace(/"id" ?: ?"./, '"id":"x') : line));
    expect(damaged[10]).not.toBe(lines[10]);
    const report = await takeBundle(other.session, gzipSync(`${damaged.join('\n')}\n`));
    expect(report).toMatchObject({ ending: 'altered', rowCount: lines.length - 3 });
    expect(report.refused[0]).toMatchObject({ line: 11, lastLine: 11, code: 'DAMAGED_LINE' });
    await takeBundle(other.session, await writeBundle(device.session, studentId));
    await expectEqual(device, other, studentId);
  });

  test('no damage crashes, and none lets a changed row through', async () => {
    const bytes = await writeBundle(device.session, await makeStudent(device.session));
    const written = new Set(linesOf(bytes));
    for (let turn = 0; turn < 200; turn += 1) {
      const hurt = damage(bytes, turn);
      const scan = new BundleScan();
      try {
        for await (const { line, json } of scan.changes(inChunks(hurt, 1 + whole(9_000)), null)) {
          const { text } = await writeLine(line, 'change', json);
          expect(written.has(text.trimEnd())).toBe(true);
        }
        expect(hurt.equals(bytes) || scan.ending !== 'whole' || scan.rowCount === written.size - 2).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ failure: { code: 'BUNDLE_UNREADABLE' } });
      }
    }
  });

  function damage(bytes: Buffer, turn: number): Buffer {
    const hurt = Buffer.from(bytes);
    const place = whole(hurt.length);
    if (turn % 4 === 0) return hurt.subarray(0, place);
    if (turn % 4 === 1) return Buffer.concat([hurt.subarray(0, place), hurt.subarray(place + 1 + whole(300))]);
    for (let count = turn % 4 === 2 ? 1 : 30; count > 0; count -= 1) {
      hurt.writeUInt8((hurt.readUInt8(place) + 1 + whole(255)) % 256, (place + whole(count)) % hurt.length);
    }
    return hurt;
  }

  test('a byte that is wrong in one part of the file leaves the parts behind it readable', async () => {
    await makeStudent(device.session, 1_500);
    const bytes = await writeBundle(device.session);
    const sound = await inspectBundle(inChunks(bytes), null);
    const hurt = Buffer.from(bytes);
    hurt.fill(0x55, 2_000, 2_040);
    const scan = await inspectBundle(inChunks(hurt), null);
    expect(scan.ending).toBe('altered');
    expect(scan.rowCount).toBeGreaterThan(sound.rowCount - 1_000);
    expect(scan.rowCount).toBeLessThan(sound.rowCount);
    expect(scan.refused[0]).toMatchObject({ code: 'DAMAGED_LINE' });
    const lost = scan.refused.reduce((sum, { line, lastLine }) => sum + (lastLine ?? line) - line + 1, 0);
    expect(scan.rowCount + lost).toBe(sound.rowCount);
  });

  test('a file that was cut short gives what it has and says so', async () => {
    const studentId = await makeStudent(device.session, 30);
    const bytes = await writeBundle(device.session, studentId);
    const report = await takeBundle(other.session, bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    expect(report.ending).toBe('cut_short');
    expect(report.rowCount).toBeGreaterThan(0);
    expect(report.newCount).toBeGreaterThan(0);
  });

  test('what was made to do harm is refused by line, and the lines around it are taken', async () => {
    const studentId = await makeStudent(device.session, 2);
    const sound = linesOf(await writeBundle(device.session, studentId));
    const change = (row: string, table = 'students') =>
      `{"scope":"${studentId}","table":"${table}","id":"${studentId}","row":${row}}`;
    const bad = [
      change(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
      change(`{"id":"${studentId}","display_name":"\\u0000"}`),
      change(`{"id":"${studentId}","display_name":"\\ud800"}`),
      change(`{"id":"${studentId}","school_grade":1e999999}`),
      change('{}', 'pg_authid'),
      change(`{"id":"${randomUUID()}"}`),
      '{"table":5}',
      '{not json}',
    ];
    const seven: string[] = [];
    for (const [index, json] of bad.entries()) seven.push((await writeLine(1 + index, 'change', json)).text);
    const text = `${sound.slice(0, 2).join('\n')}\n${seven.join('')}${sound.slice(2).join('\n')}\n`;
    const report = await takeBundle(other.session, Buffer.from(text));
    expect(report.refused.map(({ code }) => code).sort()).toEqual(
      [
        'MALFORMED_CHANGE',
        'MALFORMED_CHANGE',
        'MALFORMED_CHANGE',
        'MALFORMED_CHANGE',
        'MALFORMED_CHANGE',
        'MALFORMED_CHANGE',
        'NESTED_TOO_DEEP',
        'UNKNOWN_TABLE',
      ].sort(),
    );
    await expectEqual(device, other, studentId);
  });

  test('columns that this release does not know travel on', async () => {
    const studentId = await makeStudent(device.session, 1);
    const lines = linesOf(await writeBundle(device.session, studentId));
    const texts = await Promise.all(
      lines.map(async (line, index) => {
        const json = /"change":(\{.*\})\}$/.exec(line)?.[1];
        if (json === undefined || !json.includes('"student_mistakes"')) return `${line}\n`;
        return (await writeLine(index + 1, 'change', json.replace(/"row" ?: ?\{/, '"row":{"mood":"calm",'))).text;
      }),
    );
    const report = await takeBundle(other.session, Buffer.from(texts.join('')));
    expect(report).toMatchObject({ ending: 'altered', refusedCount: 0 });
    expect(linesOf(await writeBundle(other.session, studentId)).join('\n')).toMatch(/"mood": ?"calm"/);
  });

  test('a passphrase makes an age file; without it, with a wrong one or with damage it says what is wrong', async () => {
    const studentId = await makeStudent(device.session, 400);
    const bytes = await writeBundle(device.session, studentId, 'doğru at pil zımba');
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(bytes.includes(studentId)).toBe(false);
    await expect(takeBundle(other.session, bytes)).rejects.toMatchObject({
      failure: { code: 'BUNDLE_PASSPHRASE_NEEDED' },
    });
    await expect(takeBundle(other.session, bytes, { passphrase: 'yanlış' })).rejects.toMatchObject({
      failure: { code: 'BUNDLE_PASSPHRASE_WRONG' },
    });
    const hurt = Buffer.from(bytes);
    hurt.writeUInt8(hurt.readUInt8(hurt.length - 40) ^ 1, hurt.length - 40);
    const damaged = await takeBundle(other.session, hurt, { passphrase: 'doğru at pil zımba' }).catch(
      (error) => error.failure.code,
    );
    expect(damaged === 'BUNDLE_UNREADABLE' || damaged.ending === 'cut_short').toBe(true);
    const report = await takeBundle(other.session, bytes, { passphrase: 'doğru at pil zımba' });
    expect(report).toMatchObject({ ending: 'whole', refusedCount: 0 });
    await expectEqual(device, other, studentId);
  });

  test('a format of a later release, a foreign file and a cancelled import are told apart', async () => {
    const newer = await writeLine(1, 'head', '{"kind":"end_stp_bundle","formatVersion":2}');
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => null,
        (error) => error.failure.code,
      );
    expect(await codeOf(takeBundle(other.session, gzipSync(newer.text)))).toBe('BUNDLE_FORMAT_NEWER');
    for (const foreign of [
      Buffer.alloc(0),
      Buffer.from('PK'),
      gzipSync('{"kind":"end_stp_backup"}\n'),
      Buffer.alloc(5_000, 7),
    ]) {
      expect(await codeOf(takeBundle(other.session, foreign))).toBe('BUNDLE_UNREADABLE');
    }
    const abort = new AbortController();
    abort.abort();
    const bytes = await writeBundle(device.session);
    expect(await codeOf(takeBundle(other.session, bytes, { signal: abort.signal }))).toBe('BUNDLE_CANCELLED');
  });

  test('an import that is stopped in the middle keeps what it had, and the same file goes on', async () => {
    const studentId = await makeStudent(device.session, 1_200);
    const bytes = await writeBundle(device.session, studentId);
    const abort = new AbortController();
    const stopped = importBundle(inChunks(bytes, 2_000), {
      passphrase: null,
      takesContent: true,
      senderId: randomUUID(),
      write: (work) => {
        abort.abort();
        return other.session.transaction((inner) => work(queriesOf(inner)));
      },
      signal: abort.signal,
    });
    await expect(stopped).rejects.toMatchObject({ failure: { code: 'BUNDLE_CANCELLED' } });
    const report = await takeBundle(other.session, bytes);
    expect(report.knownCount).toBeGreaterThan(100);
    expect(report.newCount).toBeGreaterThan(100);
    await expectEqual(device, other, studentId);
  });

  test('counts and hash of the end are those of the lines', async () => {
    const lines = linesOf(await writeBundle(device.session));
    const end: BundleEnd = JSON.parse(lines.at(-1) ?? '').end;
    expect(end.rowCount).toBe(lines.length - 2);
    expect(Object.values(end.counts).reduce((sum, count) => sum + count, 0)).toBe(end.rowCount);
    const without = lines.filter((_, index) => index !== 3).map((line) => `${line}\n`);
    expect((await inspectBundle(inChunks(Buffer.from(without.join(''))), null)).ending).toBe('altered');
  });
});
