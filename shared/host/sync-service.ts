/**
 * The sync of a study host: the client, what wakes it, what it tells the screens, and how a profile gets into a class and
 * out of it. Rows that are not of a joined profile never leave the device.
 */
import { v4 as uuidV4 } from 'uuid';
import { createErasureNotes, type ErasureNotes } from '../sync/erasure-notes.ts';
import type { ExchangeReport } from '../sync/exchange.ts';
import { createFetchHttp } from '../sync/fetch-http.ts';
import { createHintListener } from '../sync/hint-listener.ts';
import type { Http } from '../sync/http-request.ts';
import { createHttpTransport } from '../sync/http-transport.ts';
import { createLinkTokens, type LinkTokens } from '../sync/link-tokens.ts';
import { createLocalReplica, type LocalReplica } from '../sync/local-replica.ts';
import { readErasureTime, readLinkFigures } from '../sync/read-sync-status.ts';
import type { SecretStore } from '../sync/secret-store.ts';
import { type ClockSample, createServerClock, type ServerClock } from '../sync/server-clock.ts';
import { createStudentAliases, type StudentAliases } from '../sync/student-aliases.ts';
import { createSyncClient, type SyncClient } from '../sync/sync-client.ts';
import { createSyncLinks, type ServerAddress, type SyncLink, type SyncLinks } from '../sync/sync-link.ts';
import type { SyncTransport } from '../sync/sync-transport.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { WatchedTable } from './watched-table.ts';

/** What it takes to speak to a server for a profile. */
export type SignedInLink = ServerAddress & Pick<SyncLink, 'id'>;

export interface SyncService {
  readonly client: SyncClient;
  readonly clock: ServerClock;
  readonly aliases: StudentAliases;
  readonly http: Http;
  readonly replica: LocalReplica;
  readonly links: SyncLinks;
  readonly erasureNotes: ErasureNotes;
  transportOf(link: SignedInLink): SyncTransport;
  /** Tells the screens of profiles whose id has changed. To be called after each change of `student_aliases`. */
  announceRekeyed(): Promise<void>;
  announceTables(studentId: string | null, tables: readonly WatchedTable[]): void;
  announceStatus(studentId: string | null): void;
  /** Listens to the server's hints for this profile from now on. */
  follow(studentId: string | null): void;
  /** Ends a link: its rows stay here, its tokens go unless the server still has to be told something with them. */
  endLink(link: SyncLink, options?: { readonly keepsTokens: boolean }): Promise<void>;
  /** Revokes the tokens of a link, where the server can be reached. */
  signOut(link: SignedInLink): Promise<void>;
  forgetTokens(link: SignedInLink): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const clockName = 'clock';
/** Screens read the status again at most so often: a large exchange goes through many steps a second. */
const statusRestMs = 250;
/** A teacher's list of devices need not be truer than this. */
const reportRestMs = 10 * 60_000;
const signOutTimeoutMs = 5_000;
/** Not while a student has just sat down. */
const compactionDelayMs = 5 * 60_000;

/** Tables that screens watch, of those that travel. */
const watchedTables: Readonly<Record<string, readonly WatchedTable[]>> = {
  students: ['students'],
  student_tombstones: ['students'],
  student_aliases: ['students'],
  topics: ['topics'],
  question_packs: ['question_packs'],
  questions: ['question_packs'],
  test_records: ['test_records'],
  test_answers: ['test_answers'],
  student_mistakes: ['student_mistakes', 'student_mistake_patterns'],
  mistake_reasons: ['mistake_reasons', 'student_mistake_patterns'],
  review_log: ['review_log'],
  student_analysis_settings: ['student_analysis_settings', 'student_mistake_patterns'],
  analysis_presets: ['student_analysis_settings', 'student_mistake_patterns'],
  student_recommendations: ['student_recommendations'],
  ui_reflex_events: ['ui_reflex_events'],
};

export async function createSyncService(surroundings: StudyHostSurroundings, notices: NoticeHub): Promise<SyncService> {
  const { database, exclusively, nowMs, assertWritable, reportBug, sync } = surroundings;
  const http = createFetchHttp(sync.fetch, sync.setTimer);
  const replica = createLocalReplica({
    database,
    exclusively,
    ...(assertWritable === undefined ? {} : { assertWritable: () => assertWritable() }),
  });
  const links = createSyncLinks(database, exclusively);
  const aliases = createStudentAliases(database);
  const erasureNotes = createErasureNotes(sync.secrets);
  const clock = createServerClock(nowMs, await readClockSample(sync.secrets));
  const tokensByLink = new Map<string, LinkTokens>();
  const reportedMs = new Map<string, number>();
  const compacted = new Set<string>();
  let isStopped = false;
  let isAnnouncing = false;
  let followedStudentId: string | null = null;
  let cancelStatus: (() => void) | null = null;

  function tokensOf(link: SignedInLink): LinkTokens {
    const known = tokensByLink.get(link.id);
    if (known !== undefined) return known;
    const made = createLinkTokens({ http, secrets: sync.secrets, localNowMs: nowMs, makeKey: uuidV4 }, link.id, link);
    tokensByLink.set(link.id, made);
    return made;
  }
  const transportOf = (link: SignedInLink) => createHttpTransport(http, link, tokensOf(link));

  function announceTables(studentId: string | null, tables: readonly WatchedTable[]): void {
    if (tables.length === 0) return;
    isAnnouncing = true;
    notices.send('tablesChanged', { studentId, tables });
    isAnnouncing = false;
  }

  /** The first change is told at once, those right behind it together a moment later. */
  function announceStatus(studentId: string | null): void {
    if (cancelStatus !== null) {
      hasMoreStatus = true;
      return;
    }
    notices.send('syncChanged', { studentId });
    cancelStatus = sync.setTimer(() => {
      cancelStatus = null;
      if (!hasMoreStatus) return;
      hasMoreStatus = false;
      announceStatus(null);
    }, statusRestMs);
  }
  let hasMoreStatus = false;

  async function announceRekeyed(): Promise<void> {
    for (const rekeyed of await aliases.reload()) notices.send('profileRekeyed', rekeyed);
  }

  const client = createSyncClient({
    replica,
    links,
    transportOf,
    clock,
    localNowMs: nowMs,
    random: sync.random,
    setTimer: sync.setTimer,
    schemaVersion: surroundings.description.schemaVersion,
    onStateChanged(link, state) {
      if (state.name === 'signed_out') hints.follow(null);
      announceStatus(link.studentId);
    },
    onExchanged: afterExchange,
    onErased: eraseHere,
    // Each link of the copied disk holds tokens of the other machine.
    onCloned: async () => {
      for (const link of client.list()) await tokensOf(link).leaveRefreshingToOthers();
    },
    reportBug,
  });

  async function afterExchange(link: SyncLink, report: ExchangeReport): Promise<void> {
    await keepClockSample();
    if (report.changedTables.includes('student_aliases')) {
      await announceRekeyed();
      // Its links went with the profile.
      await client.reload();
    }
    const tables = new Set(report.changedTables.flatMap((table) => watchedTables[table] ?? []));
    announceTables(aliases.current(link.studentId), [...tables]);
    if (report.pulledCount > 0) surroundings.onWritten?.();
    const erasedAt = await readErasureTime(database, aliases.current(link.studentId));
    if (erasedAt !== null) {
      // The tombstone has arrived, or is delivered: nothing of this profile is left to exchange.
      if (report.changedTables.includes('student_tombstones')) await noteErasure(link, erasedAt.toISOString());
      await endLink(link);
      announceTables(null, ['students']);
      return;
    }
    follow(followedStudentId);
    planCompaction(link);
    void reportDevice(link, report).catch((error: unknown) => reportBug('reportDevice', error));
  }

  /** The server says so in place of tokens: this device was away when the tombstone could still be fetched. */
  async function eraseHere(link: SyncLink, erasedAt: string): Promise<void> {
    await exclusively(() =>
      database.transaction((queries) => queries.query('SELECT erase_student($1, $2)', [link.studentId, erasedAt])),
    );
    // An older copy of the database, or its journal, must not bring the rows back.
    await surroundings.onUnjournaledChange?.();
    await noteErasure(link, erasedAt);
    await endLink(link);
    announceTables(null, ['students']);
  }

  async function noteErasure(link: SyncLink, erasedAt: string): Promise<void> {
    await erasureNotes.keep({ studentId: link.studentId, className: link.className, erasedAt });
  }

  /** Once in a run, a while after the first exchange: entries of the log that nobody needs any more go. */
  function planCompaction(link: SyncLink): void {
    if (compacted.has(link.id)) return;
    compacted.add(link.id);
    sync.setTimer(() => {
      if (isStopped) return;
      exclusively(() => database.query('SELECT compact_sync_log($1)', [aliases.current(link.studentId)])).catch(
        (error: unknown) => reportBug('compactSyncLog', error),
      );
    }, compactionDelayMs);
  }

  /** Tells the server how this device stands, for the teacher's list; a failure is not worth a retry of its own. */
  async function reportDevice(link: SyncLink, report: ExchangeReport): Promise<void> {
    const lastMs = reportedMs.get(link.id);
    if (lastMs !== undefined && report.refusedCount === 0 && Math.abs(nowMs() - lastMs) < reportRestMs) return;
    // A timer's empty look costs one request; the list of devices can wait for the next answer.
    if (lastMs !== undefined && report.pushedCount === 0 && report.refusedCount === 0) return;
    reportedMs.set(link.id, nowMs());
    const figures = (await readLinkFigures(database)).find(({ linkId }) => linkId === link.id);
    const { replicaId } = await replica.identity();
    const positions = await replica.pulledPositions(report.peer.peerId, []);
    const { sample } = clock;
    await transportOf(link).call('report_device', {
      p_replica: replicaId,
      p_student_id: link.studentId,
      p_device_name: sync.deviceName,
      p_app_version: sync.appVersion,
      p_schema_version: surroundings.description.schemaVersion,
      p_waiting_rows: figures?.waitingRowCount ?? 0,
      p_refused_rows: figures?.refusedRowCount ?? 0,
      p_pulled_seq: positions[link.studentId] ?? 0,
      p_clock_offset_ms: sample === null ? null : Math.round(sample.serverMs - sample.localMs),
    });
  }

  let keptOffsetMs: number | null = null;
  /** Kept when it moved by more than a second: it is read again only at the next start. */
  async function keepClockSample(): Promise<void> {
    const { sample } = clock;
    if (sample === null) return;
    const offsetMs = sample.serverMs - sample.localMs;
    if (keptOffsetMs !== null && Math.abs(offsetMs - keptOffsetMs) < 1_000) return;
    keptOffsetMs = offsetMs;
    await sync.secrets.write(clockName, JSON.stringify(sample));
  }

  const hints = createHintListener({
    http,
    tokensOf,
    setTimer: sync.setTimer,
    random: sync.random,
    ...(sync.openSocket === undefined ? {} : { openSocket: sync.openSocket }),
    onHint: (link) => client.wake('hint', link.studentId),
    onListening: (link, isListening) => {
      client.setHinted(link.id, isListening);
      // What came while nobody listened.
      if (isListening) client.wake('hint', link.studentId);
    },
  });

  function follow(studentId: string | null): void {
    followedStudentId = studentId;
    const link = client.list().find((candidate) => candidate.studentId === studentId) ?? null;
    const isThere = link !== null && client.lastContactMs(link.id) !== null;
    hints.follow(isThere ? link : null);
  }

  async function signOut(link: SignedInLink): Promise<void> {
    const token = await tokensOf(link).current();
    if (!token.ok) return;
    await http.send({
      method: 'POST',
      url: `${link.serverUrl}/auth/v1/logout?scope=local`,
      headers: {
        authorization: `Bearer ${token.value}`,
        ...(link.apiKey === null ? {} : { apikey: link.apiKey }),
      },
      body: null,
      timeoutMs: signOutTimeoutMs,
    });
  }

  async function forgetTokens(link: SignedInLink): Promise<void> {
    await tokensOf(link).forget();
    tokensByLink.delete(link.id);
  }

  async function endLink(link: SyncLink, { keepsTokens } = { keepsTokens: false }): Promise<void> {
    await links.leave(link.id, new Date(clock.nowMs()).toISOString());
    if (!keepsTokens) await forgetTokens(link);
    await client.reload();
    follow(followedStudentId);
    announceStatus(link.studentId);
  }

  const stopWatching = notices.on('tablesChanged', ({ studentId, tables }) => {
    if (isAnnouncing) return;
    client.wake('new_rows', studentId ?? undefined);
    // A bundle may have brought aliases of profiles.
    if (tables.includes('students')) announceRekeyed().catch((error: unknown) => reportBug('sync', error));
  });

  return {
    client,
    clock,
    aliases,
    http,
    replica,
    links,
    erasureNotes,
    transportOf,
    announceRekeyed,
    announceTables,
    announceStatus,
    follow,
    endLink,
    signOut,
    forgetTokens,
    async start() {
      await aliases.reload();
      if (surroundings.description.notices.some(({ code }) => code === 'DATABASE_RESTORED')) {
        // The database went back in time: with a new id the server sends this device its own rows, too.
        await replica.renewIdentity(true);
      }
      await client.reload();
    },
    async stop() {
      isStopped = true;
      stopWatching();
      hints.stop();
      cancelStatus?.();
      await client.stop();
    },
  };
}

async function readClockSample(secrets: SecretStore): Promise<ClockSample | null> {
  const text = await secrets.read(clockName);
  if (text === null) return null;
  try {
    const { serverMs, localMs, roundTripMs } = JSON.parse(text) as Partial<ClockSample>;
    const isWhole = [serverMs, localMs, roundTripMs].every(Number.isFinite);
    return isWhole ? { serverMs: Number(serverMs), localMs: Number(localMs), roundTripMs: Number(roundTripMs) } : null;
  } catch (error) {
    // A damaged note of a measurement: the next contact measures again.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
