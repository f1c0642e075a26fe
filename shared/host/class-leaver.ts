/** Takes profiles out of their classes, and tells the servers: at once, or when they can be reached again. */
import type { SyncLink } from '../sync/sync-link.ts';
import { createWaitingLeaves, type WaitingLeave } from '../sync/waiting-leaves.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { SyncService } from './sync-service.ts';

export interface ClassLeaver {
  /** Nothing leaves over this link any more; resolves once the server was told, or could not be. */
  leave(link: SyncLink): Promise<void>;
  /** Tells the servers what they have not heard of yet. */
  tellAll(): Promise<void>;
  /** The student is in this class again: an older leave must not take them out of it. */
  takeBack(studentId: string, classId: string): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

/** A name that stays taken for a minute too long hurts nobody. */
const tellAgainMs = 60_000;

/** Answers after which telling it again would change nothing: the server has no such member, or takes no such sign-in. */
const finalCodes: ReadonlySet<string> = new Set([
  'SYNC_SIGNED_OUT',
  'SIGN_IN_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'STUDENT_ERASED',
  'INVALID_INPUT',
]);

export function createClassLeaver(
  { sync, reportBug }: Pick<StudyHostSurroundings, 'sync' | 'reportBug'>,
  service: SyncService,
): ClassLeaver {
  const leaves = createWaitingLeaves(sync.secrets);
  let cancelTimer = () => {};
  let isStopped = false;
  let telling: Promise<void> | null = null;

  function plan(): void {
    cancelTimer();
    if (isStopped) return;
    cancelTimer = sync.setTimer(
      () => {
        tellAll().catch((error: unknown) => reportBug('leaveClass', error));
      },
      tellAgainMs * (0.8 + 0.4 * sync.random()),
    );
  }

  async function tell(leave: WaitingLeave): Promise<void> {
    const told = await service
      .transportOf(leave)
      .call('leave_class', { p_class_id: leave.classId, p_student_id: leave.studentId });
    if (!told.ok && !finalCodes.has(told.error.code)) return;
    if (told.ok) await service.signOut(leave);
    await leaves.forget(leave.id);
    await service.forgetTokens(leave);
  }

  async function tellEach(): Promise<void> {
    for (const leave of await leaves.list()) await tell(leave);
    if ((await leaves.list()).length > 0) plan();
  }

  function tellAll(): Promise<void> {
    telling ??= tellEach().finally(() => {
      telling = null;
    });
    return telling;
  }

  return {
    async leave(link) {
      if (link.classId === null) {
        await service.signOut(link);
        await service.endLink(link);
        return;
      }
      const { id, studentId, classId, serverUrl, kind, apiKey } = link;
      // First what must not be forgotten, should the program end here.
      await leaves.keep({ id, studentId, classId, serverUrl, kind, apiKey });
      await service.endLink(link, { keepsTokens: true });
      await tellAll();
    },
    tellAll,
    async takeBack(studentId, classId) {
      for (const leave of await leaves.list()) {
        if (leave.studentId !== studentId || leave.classId !== classId) continue;
        await leaves.forget(leave.id);
        await service.forgetTokens(leave);
      }
    },
    async start() {
      if ((await leaves.list()).length > 0) await tellAll();
    },
    stop() {
      isStopped = true;
      cancelTimer();
    },
  };
}
