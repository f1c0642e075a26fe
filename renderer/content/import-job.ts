/**
 * One file on its way into the database: waiting, then opening, a table then asks what its columns are (mapping), then
 * running; it ends as done, failed or cancelled.
 */
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import type { TablePreview } from '../../shared/model/table-preview.ts';

export type ImportJobState =
  | { readonly name: 'waiting' }
  | { readonly name: 'opening' }
  | { readonly name: 'mapping'; readonly preview: TablePreview; readonly beginning: Uint8Array }
  | { readonly name: 'running'; readonly doneCount: number; readonly totalCount: number | null }
  | { readonly name: 'done'; readonly report: ImportReport }
  | { readonly name: 'failed'; readonly error: Failure }
  | { readonly name: 'cancelled' };

export interface ImportJob {
  /** Names the import to the host. */
  readonly id: string;
  readonly fileName: string;
  readonly state: ImportJobState;
}

export function isSettled({ state }: ImportJob): boolean {
  return state.name === 'done' || state.name === 'failed' || state.name === 'cancelled';
}
