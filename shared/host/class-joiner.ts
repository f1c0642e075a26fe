/** Takes profiles into their classes: at once, or when the teacher has said yes to a further device. */
import type { Failure } from '../errors/outcome.ts';
import type { JoinResult } from '../model/class-joining.ts';
import { createJoinServer, type JoinWord } from '../sync/join-server.ts';
import { keepTokens } from '../sync/link-tokens.ts';
import { writeSyncLink } from '../sync/sync-link.ts';
import { createWaitingJoins, type WaitingJoinEntry } from '../sync/waiting-joins.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { SyncService } from './sync-service.ts';

type JoinTarget = Omit<WaitingJoinEntry, 'state'>;

export interface WaitingJoinView extends JoinTarget {
  /** Set when the teacher said no, or the request is too old. */
  readonly failure: Failure | null;
}

export interface ClassJoiner {
  list(): Promise<readonly WaitingJoinView[]>;
  /** Does what the server's word asks for. */
  take(target: JoinTarget, word: JoinWord): Promise<JoinResult>;
  /** Asks the servers about all requests that wait. */
  askAll(): Promise<void>;
  withdraw(localStudentId: string): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

/** A teacher decides within minutes, in the same room: asked rarely enough for 30 devices, often enough to be watched. */
const askAgainMs = 10_000;

export function createClassJoiner(
  surroundings: StudyHostSurroundings,
  service: SyncService,
  onJoined: (studentId: string, classId: string) => Promise<void>,
): ClassJoiner {
  const { database, exclusively, nowMs, sync, onUnjournaledChange, reportBug } = surroundings;
  const waitingJoins = createWaitingJoins(sync.secrets);
  let cancelTimer = () => {};
  let isStopped = false;
  let asking: Promise<void> | null = null;

  function plan(): void {
    cancelTimer();
    if (isStopped) return;
    cancelTimer = sync.setTimer(
      () => {
        askAll().catch((error: unknown) => reportBug('join', error));
      },
      askAgainMs * (0.8 + 0.4 * sync.random()),
    );
  }

  async function finish(entry: WaitingJoinEntry): Promise<string> {
    if (entry.state.name !== 'accepted') throw new Error('this join was not accepted');
    const { studentId, classId } = entry.state;
    const oldStudentId = service.aliases.current(entry.localStudentId);
    // Re-keyed before anything is pushed, together with the link that pushes.
    await exclusively(() =>
      database.transaction(async (queries) => {
        if (oldStudentId !== studentId) {
          await queries.query('SELECT rekey_student($1, $2)', [oldStudentId, studentId]);
        }
        // A profile that was signed out of another server belongs to this one from now on.
        await queries.query(
          'UPDATE sync_links SET left_at = now() WHERE student_id = $1 AND server_url <> $2 AND left_at IS NULL',
          [studentId, entry.serverUrl],
        );
        await writeSyncLink(queries, {
          id: entry.linkId,
          studentId,
          serverUrl: entry.serverUrl,
          kind: entry.kind,
          apiKey: entry.apiKey,
          classId,
          className: entry.className,
          joinedAt: new Date(service.clock.nowMs()).toISOString(),
        });
      }),
    );
    // No fact holds this: a database restored from an older copy would know nothing of the class.
    await onUnjournaledChange?.();
    await waitingJoins.forget(entry.localStudentId);
    await onJoined(studentId, classId);
    await service.announceRekeyed();
    service.announceTables(null, ['students']);
    await service.client.reload();
    service.announceStatus(studentId);
    return studentId;
  }

  async function take(target: JoinTarget, word: JoinWord): Promise<JoinResult> {
    if (word.status === 'waiting') {
      const { requestId, claimSecret, tokens } = word;
      await waitingJoins.keep({ ...target, state: { name: 'waiting', requestId, claimSecret, tokens } });
      service.announceStatus(target.localStudentId);
      plan();
      return { status: 'waiting' };
    }
    // First what cannot be asked for twice: the tokens, and that they belong to this profile.
    await keepTokens({ secrets: sync.secrets, localNowMs: nowMs }, target.linkId, word.tokens);
    const entry: WaitingJoinEntry = {
      ...target,
      className: word.className === '' ? target.className : word.className,
      state: { name: 'accepted', studentId: word.studentId, classId: word.classId },
    };
    await waitingJoins.keep(entry);
    return { status: 'joined', studentId: await finish(entry) };
  }

  async function askOne(entry: WaitingJoinEntry): Promise<void> {
    if (entry.state.name === 'accepted') {
      await finish(entry);
      return;
    }
    if (entry.state.name !== 'waiting') return;
    const { requestId, claimSecret, tokens } = entry.state;
    const server = createJoinServer(service.http, entry);
    const word = await server.askAgain({ requestId, claimSecret, className: entry.className, tokens });
    if (word.ok) {
      if (word.value.status === 'joined') await take(entry, word.value);
      return;
    }
    const { code } = word.error;
    // Only the server's own word ends a request; being offline, or a busy server, does not.
    if (!['JOIN_REQUEST_DECLINED', 'NAME_NOT_ON_ROSTER', 'STUDENT_ERASED', 'NOT_FOUND', 'CONFLICT'].includes(code))
      return;
    await waitingJoins.keep({ ...entry, state: { name: 'declined', code } });
    service.announceStatus(entry.localStudentId);
  }

  async function askEach(): Promise<void> {
    for (const entry of await waitingJoins.list()) await askOne(entry);
    if ((await waitingJoins.list()).some(({ state }) => state.name !== 'declined')) plan();
  }

  function askAll(): Promise<void> {
    asking ??= askEach().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    async list() {
      return (await waitingJoins.list()).map(({ state, ...target }) => ({
        ...target,
        failure: state.name === 'declined' ? { code: 'JOIN_REQUEST_DECLINED', details: {} } : null,
      }));
    },
    take,
    askAll,
    async withdraw(localStudentId) {
      await waitingJoins.forget(localStudentId);
      service.announceStatus(localStudentId);
    },
    async start() {
      if ((await waitingJoins.list()).length > 0) await askAll();
    },
    stop() {
      isStopped = true;
      cancelTimer();
    },
  };
}
