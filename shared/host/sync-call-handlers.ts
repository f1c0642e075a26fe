/** What the calls of class and server do. */
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { ExpectedError, type Outcome } from '../errors/outcome.ts';
import type { JoinResult, ServerChoice } from '../model/class-joining.ts';
import { readProfile } from '../study/profiles.ts';
import { isSampleStudent } from '../study/sample-history/sample-student.ts';
import { testConnection } from '../sync/connection-test.ts';
import type { JoinRequest } from '../sync/http-contract.ts';
import { joinKeyOf } from '../sync/join-key.ts';
import { createJoinServer, type JoinServer, type JoinWord } from '../sync/join-server.ts';
import { readLinkFigures, readRefusedRows } from '../sync/read-sync-status.ts';
import { readServerAddress } from '../sync/server-address.ts';
import { pinAddress, splitClassCode } from '../sync/server-pin.ts';
import type { SyncLink } from '../sync/sync-link.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import { createClassJoiner, type WaitingJoinView } from './class-joiner.ts';
import { createClassLeaver } from './class-leaver.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import { type ProfileSync, type SyncCalls, type SyncStatus, syncCallSchemas } from './sync-calls.ts';
import type { SyncService } from './sync-service.ts';

export interface SyncCallHandlers {
  readonly calls: SyncCalls;
  start(): Promise<void>;
  stop(): void;
}

export function createSyncCalls(surroundings: StudyHostSurroundings, service: SyncService): SyncCallHandlers {
  const { database, exclusively, nowMs, tickMs, sync, onUnjournaledChange } = surroundings;
  const { client, clock, http } = service;
  const leaver = createClassLeaver(surroundings, service);
  const joiner = createClassJoiner(surroundings, service, leaver.takeBack);
  const run = <T>(callName: keyof SyncCalls, work: () => Promise<T>) => toOutcome(callName, surroundings, work);
  /** One for each server: the anonymous sign-in of a look serves the join that follows it. */
  const joinServers = new Map<string, JoinServer>();

  function joinServerOf(choice: ServerChoice): { readonly serverUrl: string; readonly server: JoinServer } {
    const serverUrl = unwrap(readServerAddress(choice.serverUrl));
    const key = `${choice.kind} ${serverUrl} ${choice.apiKey ?? ''}`;
    const server = joinServers.get(key) ?? createJoinServer(http, { ...choice, serverUrl });
    joinServers.set(key, server);
    return { serverUrl, server };
  }

  /** A hub's code names its key: from then on the address does. */
  function readCode<Choice extends ServerChoice & { readonly code: string }>(choice: Choice): Choice {
    const { code, pin } = splitClassCode(choice.code);
    if (pin === null || choice.kind !== 'endstp') return choice;
    const typed = choice.serverUrl.replace(/^http:/i, 'https:');
    return { ...choice, code, serverUrl: pinAddress(unwrap(readServerAddress(typed)), pin) };
  }

  function linkOf(studentId: string): SyncLink {
    const current = service.aliases.current(studentId);
    const link = client.list().find((candidate) => candidate.studentId === current);
    if (link === undefined) throw new ExpectedError('SYNC_NOT_JOINED');
    return link;
  }

  async function readStatus(): Promise<SyncStatus> {
    const figures = new Map((await readLinkFigures(database)).map((one) => [one.linkId, one]));
    const joined = client.list().map((link): ProfileSync => {
      const state = client.stateOf(link.id);
      const own = figures.get(link.id);
      const contactMs = client.lastContactMs(link.id);
      return {
        studentId: link.studentId,
        state: state.name,
        failure: state.failure,
        serverUrl: link.serverUrl,
        serverKind: link.kind,
        className: link.className,
        waitingAnswerCount: own?.waitingAnswerCount ?? 0,
        waitingRowCount: own?.waitingRowCount ?? 0,
        refusedRowCount: own?.refusedRowCount ?? 0,
        doneRowCount: state.doneRows,
        lastContactAt:
          contactMs === null
            ? (own?.lastContactAt?.toISOString() ?? null)
            : new Date(clock.correct(contactMs)).toISOString(),
        retryAt: state.retryAtMs === null ? null : new Date(state.retryAtMs).toISOString(),
      };
    });
    const waiting = (await joiner.list()).map((entry) =>
      waitingSync(
        entry,
        joined.find(({ studentId }) => studentId === entry.localStudentId),
      ),
    );
    const [first] = client.list();
    const { sample } = clock;
    return {
      profiles: [...joined.filter(({ studentId }) => !waiting.some((one) => one.studentId === studentId)), ...waiting],
      erasedProfiles: await service.erasureNotes.list(),
      suggestedServerUrl: first?.serverUrl ?? (await sync.suggestServerUrl()),
      clockOffsetSeconds: sample === null ? null : (sample.serverMs - sample.localMs) / 1000,
    };
  }

  const calls: SyncCalls = {
    getSyncStatus: () => run('getSyncStatus', readStatus),
    syncNow: (input) =>
      run('syncNow', async () => {
        const { studentId } = checkInput(syncCallSchemas.syncNow, input);
        await joiner.askAll();
        await leaver.tellAll();
        unwrap(await client.syncNow(studentId === null ? undefined : service.aliases.current(studentId)));
        return null;
      }),
    wakeSync: (input) =>
      run('wakeSync', async () => {
        const { reason, studentId } = checkInput(syncCallSchemas.wakeSync, input);
        if (studentId !== null) service.follow(service.aliases.current(studentId));
        client.wake(reason);
        if (reason !== 'focus') {
          await joiner.askAll();
          await leaver.tellAll();
        }
        return null;
      }),
    testConnection: (input) =>
      run('testConnection', async () => {
        const { studentId, ...choice } = checkInput(syncCallSchemas.testConnection, input);
        const link = studentId === null ? null : linkOf(studentId);
        // Asks for nothing: positions beyond everything, one row at most.
        const signIn = async () =>
          link === null
            ? { ok: true as const, value: null }
            : service.transportOf(link).call('sync_pull', {
                p_replica: (await service.replica.identity()).replicaId,
                p_positions: {},
                p_max_rows: 1,
              });
        // A joined profile is tested where it is joined, with the key that its project wants.
        return testConnection({ http, tickMs, localNowMs: nowMs }, link ?? choice, link === null ? null : signIn);
      }),
    lookUpClass: (input) =>
      run('lookUpClass', async () => {
        const { code, ...choice } = readCode(checkInput(syncCallSchemas.lookUpClass, input));
        const { serverUrl, server } = joinServerOf(choice);
        const found = unwrap(await server.look(code));
        return {
          serverUrl,
          className: found.class.display_name,
          roster: found.roster.map((name) => ({
            memberId: name.member_id,
            displayName: name.display_name,
            isClaimed: name.is_claimed,
          })),
        };
      }),
    joinClass: (input) =>
      run('joinClass', async (): Promise<JoinResult> => {
        const request = readCode(checkInput(syncCallSchemas.joinClass, input));
        const studentId = service.aliases.current(request.studentId);
        const profile = await readProfile(database, studentId);
        if (profile === null) throw new ExpectedError('NOT_FOUND', { what: 'profile' });
        // A made-up student belongs to no class.
        if (isSampleStudent(studentId))
          throw new ExpectedError('INVALID_INPUT', { field: 'studentId', problem: 'sample' });
        const { serverUrl, server } = joinServerOf(request);
        const former = client.list().find((link) => link.studentId === studentId);
        // Who was signed out joins again, and keeps the link with its positions where it is the same server.
        if (former !== undefined && client.stateOf(former.id).name !== 'signed_out') {
          throw new ExpectedError('SYNC_ALREADY_JOINED');
        }
        // A class that this device has left, unheard, still has the name taken.
        await leaver.tellAll();
        const linkId = former?.serverUrl === serverUrl ? former.id : uuidV7();
        const { replicaId } = await service.replica.identity();
        const asked: JoinRequest = {
          code: request.code,
          replica_id: replicaId,
          device_name: sync.deviceName,
          local_student_id: studentId,
          claim_key: await joinKeyOf(sync.secrets, serverUrl, () => `${uuidV4()}${uuidV4()}`),
          language: profile.language,
          ...(request.memberId === null ? {} : { member_id: request.memberId }),
          ...(request.displayName === null || request.memberId !== null ? {} : { display_name: request.displayName }),
        };
        // The name of the class, for a request that waits and for Supabase, whose answer has the id alone.
        const className = unwrap(await server.look(request.code)).class.display_name;
        const word: JoinWord = unwrap(await server.join(asked));
        return joiner.take(
          {
            serverUrl,
            kind: request.kind,
            apiKey: request.apiKey,
            linkId,
            localStudentId: studentId,
            className,
          },
          word,
        );
      }),
    withdrawJoinRequest: (input) =>
      run('withdrawJoinRequest', async () => {
        await joiner.withdraw(checkInput(syncCallSchemas.ofStudent, input).studentId);
        return null;
      }),
    leaveClass: (input) =>
      run('leaveClass', async () => {
        const link = linkOf(checkInput(syncCallSchemas.ofStudent, input).studentId);
        // What waits goes first, where that is possible now; leaving needs nobody's leave.
        await client.syncNow(link.studentId);
        await leaver.leave(link);
        return null;
      }),
    eraseStudent: (input) =>
      run('eraseStudent', async () => {
        const studentId = service.aliases.current(checkInput(syncCallSchemas.ofStudent, input).studentId);
        await joiner.withdraw(studentId);
        const link = client.list().find((candidate) => candidate.studentId === studentId);
        await exclusively(() =>
          database.transaction((queries) => queries.query('SELECT erase_student($1)', [studentId])),
        );
        // An older copy of the database, or its journal, must not bring the rows back.
        await onUnjournaledChange?.();
        service.announceTables(null, ['students']);
        // The link ends once the server has the tombstone (`afterExchange`); until then it is tried again.
        if (link !== undefined) client.wake('asked', studentId);
        return null;
      }),
    dismissErasure: (input) =>
      run('dismissErasure', async () => {
        const { studentId } = checkInput(syncCallSchemas.ofStudent, input);
        await service.erasureNotes.forget(studentId);
        service.announceStatus(studentId);
        return null;
      }),
    listRefusedRows: () =>
      run('listRefusedRows', async () =>
        (await readRefusedRows(database)).map((row) => ({ ...row, refusedAt: row.refusedAt.toISOString() })),
      ),
    retryRefusedRows: () =>
      run('retryRefusedRows', async () => {
        for (const peerId of new Set(client.list().map((link) => link.peerId))) {
          if (peerId !== null) await service.replica.retryRefused(peerId);
        }
        await client.syncNow();
        const refusedCount = (await readRefusedRows(database)).length;
        service.announceStatus(null);
        return { refusedCount };
      }),
    listRekeyedProfiles: () => run('listRekeyedProfiles', async () => service.aliases.all()),
  };
  return {
    calls,
    async start() {
      await leaver.start();
      await joiner.start();
    },
    stop() {
      leaver.stop();
      joiner.stop();
    },
  };
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ExpectedError(outcome.error.code, outcome.error.details);
  return outcome.value;
}

/** A profile that waits for the teacher; one that was signed out may have work waiting, too. */
function waitingSync(entry: WaitingJoinView, former: ProfileSync | undefined): ProfileSync {
  return {
    studentId: entry.localStudentId,
    state: 'waiting_for_teacher',
    failure: entry.failure,
    serverUrl: entry.serverUrl,
    serverKind: entry.kind,
    className: entry.className,
    waitingAnswerCount: former?.waitingAnswerCount ?? 0,
    waitingRowCount: former?.waitingRowCount ?? 0,
    refusedRowCount: former?.refusedRowCount ?? 0,
    doneRowCount: 0,
    lastContactAt: former?.lastContactAt ?? null,
    retryAt: null,
  };
}
