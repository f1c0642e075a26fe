import { gunzipSync } from 'node:zlib';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { Profile } from '../../shared/model/profile.ts';
import { pinIterations } from '../../shared/study/profile-pin.ts';
import { type MemoryHost, openMemoryHost } from './open-memory-host.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from './study-driver.ts';

const hourMs = 60 * 60 * 1000;
let nowMs = Date.UTC(2026, 10, 22, 9);
let memory: MemoryHost;
let calls: StudyHostCalls;
beforeAll(async () => {
  memory = await openMemoryHost(() => nowMs);
  calls = memory.host.calls;
});
afterAll(() => memory?.close());

const query = <Row>(text: string, values: readonly unknown[] = []) => memory.opened.database.query<Row>(text, values);

async function tryPin(profile: Profile, pin: string | null) {
  const outcome = await calls.unlockProfile({ studentId: profile.id, pin });
  return outcome.ok ? 'right' : { code: outcome.error.code, ...outcome.error.details };
}

async function withPin(pin = '4821', lockAfterMinutes: number | null = 5): Promise<Profile> {
  const profile = await createStudent(calls);
  return unwrap(await calls.changePin({ studentId: profile.id, pin: null, newPin: pin, lockAfterMinutes }));
}

/** Tables with a row that names this id anywhere, in whatever column. */
async function tablesThatName(id: string): Promise<readonly string[]> {
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(`SELECT FROM "${name}" AS own WHERE own::text LIKE '%' || $1 || '%' LIMIT 1`, [id]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('a PIN', () => {
  it('is kept as a salted slow hash, shows on the profile and opens it', async () => {
    const one = await withPin();
    const other = await withPin();
    expect(one.lock).toEqual({ lockAfterMinutes: 5, isResetAsked: false });
    const rows = await query<{ pin_hash: Uint8Array; pin_salt: Uint8Array; iterations: number }>(
      'SELECT pin_hash, pin_salt, iterations FROM profile_locks WHERE student_id IN ($1, $2)',
      [one.id, other.id],
    );
    expect(rows.map((row) => row.iterations)).toEqual([pinIterations, pinIterations]);
    expect(pinIterations).toBeGreaterThanOrEqual(600_000);
    expect(new Set(rows.map((row) => Buffer.from(row.pin_hash).toString('hex'))).size).toBe(2);
    expect(await tryPin(one, '4821')).toBe('right');
    expect(await tryPin(one, '4822')).toMatchObject({ code: 'PIN_WRONG', triesLeft: 4, waitSeconds: 0 });
    expect(await tryPin(one, null)).toEqual({ code: 'PIN_NEEDED' });
  });

  it.each(['', '123', '123456789', '12a4', '١٢٣٤'])('of %j is refused', async (newPin) => {
    const { id } = await createStudent(calls);
    const outcome = await calls.changePin({ studentId: id, pin: null, newPin, lockAfterMinutes: null });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'newPin' } } });
  });

  it('tried wrongly makes the next try wait longer and longer, also for the right one', async () => {
    const profile = await withPin();
    for (let count = 0; count < 4; count += 1) expect(await tryPin(profile, '0000')).toMatchObject({ waitSeconds: 0 });
    const waits: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const wrong = await calls.unlockProfile({ studentId: profile.id, pin: '0000' });
      const waitSeconds = wrong.ok ? 0 : Number(wrong.error.details.waitSeconds);
      waits.push(waitSeconds);
      nowMs += (waitSeconds - 1) * 1000;
      expect(await tryPin(profile, '4821')).toEqual({ code: 'PIN_WAIT', waitSeconds: 1 });
      nowMs += 1000;
    }
    expect(waits).toEqual([30, 60, 300, 900, 3600, 3600]);
    expect(await tryPin(profile, '4821')).toBe('right');
    expect(await tryPin(profile, '0000')).toMatchObject({ triesLeft: 4, waitSeconds: 0 });
  });

  it('waits no longer than its wait when the clock is set back', async () => {
    const profile = await withPin();
    for (let count = 0; count < 5; count += 1) await tryPin(profile, '0000');
    nowMs -= 1000 * hourMs;
    expect(await tryPin(profile, '4821')).toEqual({ code: 'PIN_WAIT', waitSeconds: 30 });
    nowMs += 30_000;
    expect(await tryPin(profile, '4821')).toBe('right');
  });

  it('counts tries that come at the same moment one by one', async () => {
    const profile = await withPin();
    const codes = await Promise.all(Array.from({ length: 8 }, () => tryPin(profile, '1111')));
    expect(codes.filter((one) => typeof one === 'object' && one.code === 'PIN_WRONG')).toHaveLength(5);
    expect(codes.filter((one) => typeof one === 'object' && one.code === 'PIN_WAIT')).toHaveLength(3);
  });

  it('is changed and taken off only by who knows it', async () => {
    const profile = await withPin();
    const change = (pin: string | null, newPin: string | null | undefined) =>
      calls.changePin({ studentId: profile.id, pin, newPin, lockAfterMinutes: 15 });
    expect(await change(null, '1234')).toMatchObject({ ok: false, error: { code: 'PIN_NEEDED' } });
    expect(await change('9999', null)).toMatchObject({ ok: false, error: { code: 'PIN_WRONG' } });
    expect(unwrap(await change('4821', undefined)).lock).toEqual({ lockAfterMinutes: 15, isResetAsked: false });
    expect(await tryPin(profile, '4821')).toBe('right');
    unwrap(await change('4821', '112233'));
    expect(await tryPin(profile, '4821')).toMatchObject({ code: 'PIN_WRONG' });
    expect(unwrap(await change('112233', null)).lock).toBeNull();
    expect(await tryPin(profile, null)).toBe('right');
  });

  it('that was forgotten comes off after a day, unless the right one is typed before', async () => {
    const profile = await withPin();
    const { id: studentId } = profile;
    expect(await calls.takePinReset({ studentId })).toMatchObject({ ok: false, error: { code: 'PIN_NEEDED' } });
    expect(unwrap(await calls.askPinReset({ studentId })).resetWaitSeconds).toBe(24 * 3600);
    nowMs += 10 * hourMs;
    // Asking again does not begin anew, and does not end sooner.
    expect(unwrap(await calls.askPinReset({ studentId })).resetWaitSeconds).toBe(14 * 3600);
    expect(await calls.takePinReset({ studentId })).toMatchObject({ ok: false, error: { code: 'PIN_WAIT' } });
    expect(unwrap(await calls.listProfiles()).find(({ id }) => id === studentId)?.lock?.isResetAsked).toBe(true);
    expect(await tryPin(profile, '4821')).toBe('right');
    expect(unwrap(await calls.readLockState({ studentId }))).toEqual({ waitSeconds: 0, resetWaitSeconds: null });
    unwrap(await calls.askPinReset({ studentId }));
    nowMs += 24 * hourMs;
    expect(unwrap(await calls.takePinReset({ studentId })).lock).toBeNull();
  });
});

describe('a profile that is put away', () => {
  it('leaves the list with all its answers in place, and comes back as it was', async () => {
    const profile = await withPin();
    const archive = (pin: string | null) => calls.archiveProfile({ studentId: profile.id, pin });
    expect(await archive(null)).toMatchObject({ ok: false, error: { code: 'PIN_NEEDED' } });
    unwrap(await archive('4821'));
    expect(unwrap(await calls.listProfiles()).map(({ id }) => id)).not.toContain(profile.id);
    expect(unwrap(await calls.listArchivedProfiles())[0]).toMatchObject({ id: profile.id, displayName: 'Elif' });
    expect(unwrap(await calls.bringProfileBack({ studentId: profile.id }))).toEqual(profile);
  });
});

describe('a profile that is deleted', () => {
  it('leaves no row behind when it was in no class, and a bundle saved before brings it back', async () => {
    const stays = await createStudent(calls, 'Deniz');
    const profile = await withPin();
    const session = await startPractice(calls, profile.id, { startedAt: new Date(nowMs).toISOString() });
    for (let position = 0; position < 5; position += 1) {
      nowMs += 3000;
      const { mistake } = await answer(calls, session, position, wrongResponse, {
        timeSpentSeconds: 2,
        answeredAt: new Date(nowMs).toISOString(),
      });
      unwrap(
        await calls.recordMistakeReason({
          reasonId: uuidV7(),
          mistakeId: mistake?.mistakeId ?? '',
          studentId: profile.id,
          mistakeCode: 'GUESS',
          notedAt: new Date(nowMs).toISOString(),
        }),
      );
    }
    unwrap(await calls.chooseAnalysis({ studentId: profile.id, presetName: 'soft', customSettings: {} }));
    expect(await tablesThatName(profile.id)).toEqual(
      expect.arrayContaining(['profile_locks', 'student_recommendations', 'student_mistake_patterns', 'sync_log']),
    );
    const versionsBefore = await query('SELECT FROM question_versions WHERE template_seed IS NOT NULL');
    expect(versionsBefore.length).toBeGreaterThan(0);
    const { bytes } = unwrap(await calls.exportBundle({ progressId: 'p', studentId: profile.id, passphrase: null }));
    const text = gunzipSync(bytes).toString();
    expect(text).toContain(profile.id);
    expect(text).not.toMatch(/pin_|profile_locks/);

    const remove = (pin: string | null) => calls.deleteProfile({ studentId: profile.id, pin });
    expect(await remove(null)).toMatchObject({ ok: false, error: { code: 'PIN_NEEDED' } });
    expect(unwrap(await remove('4821'))).toEqual({ isErasedEverywhere: false });
    expect(await tablesThatName(profile.id)).toEqual([]);
    expect(await query('SELECT FROM question_versions WHERE template_seed IS NOT NULL')).toEqual([]);
    expect(unwrap(await calls.listProfiles()).map(({ id }) => id)).toContain(stays.id);

    const report = unwrap(await calls.importBundle({ progressId: 'q', bytes, passphrase: null }));
    expect(report.refusedCount).toBe(0);
    const back = unwrap(await calls.listProfiles()).find(({ id }) => id === profile.id);
    expect(back).toMatchObject({ displayName: 'Elif', lock: null });
    expect(unwrap(await calls.listMistakes({ studentId: profile.id, topicUid: null, limit: 50 }))).toHaveLength(5);
  });

  it('is erased with a tombstone when it was in a class, and leaves nothing but that', async () => {
    const profile = await withPin();
    await query(
      `INSERT INTO sync_links (student_id, server_url, left_at) VALUES ($1, 'https://school.example', now())`,
      [profile.id],
    );
    expect(unwrap(await calls.deleteProfile({ studentId: profile.id, pin: '4821' }))).toEqual({
      isErasedEverywhere: true,
    });
    expect(await tablesThatName(profile.id)).toEqual(['student_tombstones', 'sync_counters', 'sync_links', 'sync_log']);
  });
});

it('the PIN of this device goes along when a class gives the profile another id', async () => {
  const profile = await withPin();
  const newId = uuidV7();
  await query('SELECT rekey_student($1, $2)', [profile.id, newId]);
  const rows = await query('SELECT FROM profile_locks WHERE student_id = $1', [newId]);
  expect(rows).toHaveLength(1);
  expect(await query('SELECT FROM profile_locks WHERE student_id = $1', [profile.id])).toEqual([]);
});
