/** What a study host tells its UIs without being asked. */

import type { ReflexEvent } from '../model/reflex.ts';
import type { SyncNotices } from './sync-calls.ts';
import type { WatchedTable } from './watched-table.ts';

export interface StudyHostNotices extends SyncNotices {
  /** Rows of these tables changed; `studentId` is null when the change concerns everyone. Refetch what shows them. */
  tablesChanged(notice: { readonly studentId: string | null; readonly tables: readonly WatchedTable[] }): void;
  reflexRaised(event: ReflexEvent): void;
  importProgressed(notice: {
    readonly importId: string;
    readonly doneCount: number;
    readonly totalCount: number | null;
  }): void;
}
