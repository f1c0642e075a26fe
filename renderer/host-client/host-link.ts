/**
 * The half of a connection that does not know where the host runs: it has a host or not, forwards calls and notices,
 * and answers the calls that a dead host left behind.
 */
import { createBirpc } from 'birpc';
import { type Failure, failure, type Outcome } from '../../shared/errors/outcome.ts';
import type { HostPort } from '../../shared/host/host-port.ts';
import { createNoticeHub } from '../../shared/host/notice-hub.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { StudyHostNotices } from '../../shared/host/study-host-notices.ts';
import type { ConnectionState, StudyHostConnection } from './study-host-connection.ts';

export interface HostLink extends Pick<StudyHostConnection, 'calls' | 'onConnectionStateChanged' | 'onNotice'> {
  readonly state: ConnectionState;
  /** A host is there: calls go to it from now on. */
  attach(port: HostPort): void;
  /** The host is gone and another one will come. Calls under way answer HOST_RESTARTING. */
  detach(): void;
  /** The host does not come: calls answer `error`. */
  fail(error: Failure): void;
  /** Back to `starting`, after `fail`. */
  restart(): void;
  close(): void;
}

export interface HostLinkOptions {
  readonly callTimeoutMs: number;
  /** Called when a call has been without an answer for long, so that somebody looks after the host. */
  readonly onSuspected: () => void;
}

type CallName = keyof StudyHostCalls;
type Remote = ReturnType<typeof createBirpc<StudyHostCalls, StudyHostNotices>>;

/** An import reads whole files, a repair recomputes what years of mistakes gave: minutes, on an old laptop. */
const untimedCalls: ReadonlySet<CallName> = new Set([
  'createSampleHistory',
  'deleteProfile',
  'exportBundle',
  'importBundle',
  'importPack',
  'importTable',
  'repairDatabase',
  // These ask a server, and have time limits of their own.
  'syncNow',
  'testConnection',
  'lookUpClass',
  'joinClass',
  'leaveClass',
  'retryRefusedRows',
]);
/** After this long without an answer the host is looked after, well before the call itself is given up. */
const suspicionMs = 5_000;

const callNames: { readonly [Name in CallName]: true } = {
  describeHost: true,
  readHealth: true,
  repairDatabase: true,
  listProfiles: true,
  createProfile: true,
  changeProfile: true,
  listArchivedProfiles: true,
  archiveProfile: true,
  bringProfileBack: true,
  deleteProfile: true,
  readLockState: true,
  unlockProfile: true,
  changePin: true,
  askPinReset: true,
  takePinReset: true,
  readStudentAnalysis: true,
  chooseAnalysis: true,
  previewAnalysis: true,
  listTopics: true,
  listPacks: true,
  importPack: true,
  previewTable: true,
  importTable: true,
  cancelImport: true,
  exportPackAsGift: true,
  removePack: true,
  exportPack: true,
  startSession: true,
  getSession: true,
  findOpenSession: true,
  recordAnswer: true,
  recordMistakeReason: true,
  finishSession: true,
  listMistakes: true,
  getMistake: true,
  readNotebook: true,
  searchMistakes: true,
  countMistakes: true,
  readMistakes: true,
  readMistakeHistory: true,
  readReviewQueue: true,
  startReview: true,
  readAnswerReview: true,
  rateReview: true,
  getHomeView: true,
  listRecommendations: true,
  markReflexSeen: true,
  listUndeliveredReflexes: true,
  dismissRecommendation: true,
  completeAction: true,
  getSyncStatus: true,
  syncNow: true,
  wakeSync: true,
  testConnection: true,
  lookUpClass: true,
  joinClass: true,
  withdrawJoinRequest: true,
  dismissErasure: true,
  leaveClass: true,
  eraseStudent: true,
  listRefusedRows: true,
  retryRefusedRows: true,
  listRekeyedProfiles: true,
  exportBundle: true,
  importBundle: true,
  cancelBundle: true,
  createSampleHistory: true,
  removeSampleHistory: true,
  searchQuestions: true,
  readQuestionFacets: true,
  readQuestion: true,
  saveOwnQuestion: true,
  retireQuestion: true,
  moveTopic: true,
  readPicture: true,
  readTopicTiles: true,
  readTimeAgainstExpected: true,
  readTopicPace: true,
  readMistakeMix: true,
  readSeverityTrend: true,
  readReflexEffects: true,
  readPracticeCalendar: true,
};

export function createHostLink({ callTimeoutMs, onSuspected }: HostLinkOptions): HostLink {
  const notices = createNoticeHub();
  const stateListeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { name: 'starting' };
  let attached: { readonly remote: Remote; readonly port: HostPort; readonly gone: Promise<Failure> } | null = null;
  let letGo: (reason: Failure) => void = () => {};

  function setState(next: ConnectionState): void {
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  }

  function release(reason: Failure): void {
    if (attached === null) return;
    const { remote, port } = attached;
    attached = null;
    letGo(reason);
    remote.$close();
    port.close();
  }

  /** Waits for a host; null when none came in time or none will come. */
  function whenSettled(deadlineMs: number): Promise<void> {
    if (attached !== null || state.name === 'failed') return Promise.resolve();
    return new Promise((resolve) => {
      const stop = () => {
        clearTimeout(timer);
        stateListeners.delete(onState);
        resolve();
      };
      const onState = (next: ConnectionState) => {
        if (next.name === 'connected' || next.name === 'failed') stop();
      };
      const timer = setTimeout(stop, Math.max(0, deadlineMs - performance.now()));
      stateListeners.add(onState);
    });
  }

  async function call(name: CallName, input: unknown): Promise<Outcome<unknown>> {
    const deadlineMs = performance.now() + callTimeoutMs;
    await whenSettled(deadlineMs);
    if (attached === null) {
      return state.name === 'failed' ? { ok: false, error: state.error } : failure('HOST_UNAVAILABLE');
    }
    const timers: ReturnType<typeof setTimeout>[] = [setTimeout(onSuspected, suspicionMs)];
    const given = new Promise<Outcome<never>>((resolve) => {
      if (untimedCalls.has(name)) return;
      const remainingMs = Math.max(0, deadlineMs - performance.now());
      timers.push(setTimeout(() => resolve(failure('DATABASE_NOT_ANSWERING', { call: name })), remainingMs));
    });
    const { remote, gone } = attached;
    const answered = remote.$callRaw({ method: name, args: [input] }).then(
      (answer) => answer as unknown as Outcome<unknown>,
      // The other end answers outcomes; a rejection means that the channel or the host's code broke.
      (error: unknown) => failure('INTERNAL', { call: name, kind: error instanceof Error ? error.name : 'unknown' }),
    );
    const lost = gone.then((error): Outcome<never> => ({ ok: false, error }));
    try {
      return await Promise.race([lost, answered, given]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  }

  const calls = Object.fromEntries(
    (Object.keys(callNames) as CallName[]).map((name) => [name, (input?: unknown) => call(name, input)]),
  ) as unknown as StudyHostCalls;

  return {
    calls,
    get state() {
      return state;
    },
    onConnectionStateChanged(listener) {
      stateListeners.add(listener);
      return () => {
        stateListeners.delete(listener);
      };
    },
    onNotice: notices.on,
    attach(port) {
      release({ code: 'HOST_RESTARTING', details: {} });
      let stopListening = () => {};
      const gone = new Promise<Failure>((resolve) => {
        letGo = resolve;
      });
      const remote = createBirpc<StudyHostCalls, StudyHostNotices>(
        {
          tablesChanged: (notice) => notices.send('tablesChanged', notice),
          reflexRaised: (event) => notices.send('reflexRaised', event),
          importProgressed: (notice) => notices.send('importProgressed', notice),
          syncChanged: (notice) => notices.send('syncChanged', notice),
          profileRekeyed: (notice) => notices.send('profileRekeyed', notice),
        },
        {
          post: (message) => port.post(message),
          on: (listener) => {
            stopListening = port.listen(listener);
          },
          off: () => stopListening(),
          // Time limits are kept above, where they become outcomes.
          timeout: -1,
        },
      );
      attached = { remote, port, gone };
      setState({ name: 'connected' });
    },
    detach() {
      release({ code: 'HOST_RESTARTING', details: {} });
      if (state.name === 'connected') setState({ name: 'restarting' });
    },
    fail(error) {
      release(error);
      setState({ name: 'failed', error });
    },
    restart() {
      if (state.name === 'failed') setState({ name: 'starting' });
    },
    close() {
      const error: Failure = { code: 'HOST_UNAVAILABLE', details: {} };
      release(error);
      state = { name: 'failed', error };
      stateListeners.clear();
    },
  };
}
