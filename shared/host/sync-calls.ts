/** What the screens of class and server ask of the study host. */

import { z } from 'zod';
import type { Failure, Outcome } from '../errors/outcome.ts';
import type { ClassOffer, JoinRequestInput, JoinResult, ServerChoice } from '../model/class-joining.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErasureNote } from '../sync/erasure-notes.ts';
import type { LinkStateName } from '../sync/link-state.ts';
import type { ServerKind } from '../sync/sync-link.ts';

/** How a profile stands with its server. Profiles that belong to no class, and wait for none, are not listed. */
export interface ProfileSync {
  readonly studentId: string;
  /** `waiting_for_teacher`: the name is taken by another device, and the teacher has not yet said yes. */
  readonly state: LinkStateName | 'waiting_for_teacher';
  /** Why it does not go on, in the states that have a reason. */
  readonly failure: Failure | null;
  readonly serverUrl: string;
  readonly serverKind: ServerKind;
  readonly className: string | null;
  /** Answers that are on this device only. */
  readonly waitingAnswerCount: number;
  /** Rows of any kind that are on this device only, answers among them. */
  readonly waitingRowCount: number;
  /** Rows that the server, or this device, refused. */
  readonly refusedRowCount: number;
  /** Rows of the exchange that is under way. */
  readonly doneRowCount: number;
  readonly lastContactAt: string | null;
  /** When it is tried again by itself. */
  readonly retryAt: string | null;
}

export interface SyncStatus {
  readonly profiles: readonly ProfileSync[];
  /** Server to offer on the join screen: the one used last, or where this app came from. */
  readonly suggestedServerUrl: string | null;
  /** Profiles of this device that were erased from elsewhere, until `dismissErasure`. */
  readonly erasedProfiles: readonly ErasureNote[];
  /** How far the machine's clock is off, in seconds; null while nobody knows. */
  readonly clockOffsetSeconds: number | null;
}

export interface RefusedRow {
  readonly studentId: string | null;
  readonly table: string;
  readonly rowId: string;
  /** `pushed`: the server refused it; `pulled`: this device did. */
  readonly direction: 'pushed' | 'pulled';
  readonly reasonCode: string;
  readonly reasonDetail: string | null;
  readonly attemptCount: number;
  readonly refusedAt: string;
}

export interface SyncCalls {
  getSyncStatus(): Promise<Outcome<SyncStatus>>;
  /** Exchanges now; resolves when it is over. Null means every joined profile. */
  syncNow(query: { studentId: string | null }): Promise<Outcome<null>>;
  /** Something that makes it worthwhile to ask sooner. `studentId`: who studies now. */
  wakeSync(query: { reason: 'focus' | 'resume' | 'network_up'; studentId: string | null }): Promise<Outcome<null>>;
  /** `studentId` null tests the address alone. */
  testConnection(query: ServerChoice & { studentId: string | null }): Promise<Outcome<ConnectionReport>>;
  lookUpClass(query: ServerChoice & { code: string }): Promise<Outcome<ClassOffer>>;
  joinClass(request: JoinRequestInput): Promise<Outcome<JoinResult>>;
  /** Takes back a request that waits for the teacher. */
  withdrawJoinRequest(query: { studentId: string }): Promise<Outcome<null>>;
  leaveClass(query: { studentId: string }): Promise<Outcome<null>>;
  /** Deletes everything of a profile here, and on the server as soon as it is reached. */
  eraseStudent(query: { studentId: string }): Promise<Outcome<null>>;
  /** Somebody has read that this profile was erased. */
  dismissErasure(query: { studentId: string }): Promise<Outcome<null>>;
  listRefusedRows(): Promise<Outcome<readonly RefusedRow[]>>;
  /** Says how many are still refused. */
  retryRefusedRows(): Promise<Outcome<{ refusedCount: number }>>;
  /** Ids that profiles of this device had before they joined, and what they are now. */
  listRekeyedProfiles(): Promise<Outcome<Readonly<Record<string, string>>>>;
}

export interface SyncNotices {
  /** The status of some profile is another one: read it again. At most a few times a second. */
  syncChanged(notice: { readonly studentId: string | null }): void;
  /** A profile has another id from now on. Sent before the tables are announced as changed. */
  profileRekeyed(notice: { readonly oldStudentId: string; readonly newStudentId: string }): void;
}

const id = z.uuid();
const server = {
  serverUrl: z.string().max(300),
  kind: z.enum(['endstp', 'supabase']),
  apiKey: z.string().max(2000).nullable(),
};
const code = z.string().trim().min(4).max(40);

export const syncCallSchemas = {
  syncNow: z.object({ studentId: id.nullable() }),
  wakeSync: z.object({ reason: z.enum(['focus', 'resume', 'network_up']), studentId: id.nullable() }),
  testConnection: z.object({ ...server, studentId: id.nullable() }),
  lookUpClass: z.object({ ...server, code }),
  joinClass: z.object({
    ...server,
    studentId: id,
    code,
    memberId: id.nullable(),
    displayName: z.string().trim().min(1).max(80).nullable(),
  }),
  ofStudent: z.object({ studentId: id }),
};
