/**
 * Files on their way into the study database, one after the other. The queue belongs to the page and not to the screen
 * that shows it: leaving the screen neither stops an import nor loses what came of it.
 */
import { v7 as createUuidV7 } from 'uuid';
import { failure, type Outcome } from '../../shared/errors/outcome.ts';
import type { TableImportRequest } from '../../shared/host/content-calls.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import type { TablePreview } from '../../shared/model/table-preview.ts';
import type { StudyHostConnection } from '../host-client/study-host-connection.ts';
import { beginningOfTable } from './beginning-of-table.ts';
import { type ImportJob, type ImportJobState, isSettled } from './import-job.ts';
import { recallRoles } from './remembered-mappings.ts';

/** What a person answers about a table; null: it is not to be imported. */
export type TableAnswer = Pick<TableImportRequest, 'mapping' | 'encoding'> | null;

export class ImportQueue {
  readonly #calls: StudyHostCalls;
  readonly #listeners = new Set<() => void>();
  readonly #cancelled = new Set<string>();
  #jobs: readonly ImportJob[] = [];
  #chain: Promise<void> = Promise.resolve();
  #answerTable: (answer: TableAnswer) => void = () => {};

  constructor(calls: StudyHostCalls, onNotice: StudyHostConnection['onNotice']) {
    this.#calls = calls;
    onNotice('importProgressed', ({ importId, doneCount, totalCount }) => {
      const job = this.#jobs.find(({ id }) => id === importId);
      if (job?.state.name === 'running') this.#setState(importId, { name: 'running', doneCount, totalCount });
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  readonly readJobs = (): readonly ImportJob[] => this.#jobs;

  /** What was settled before makes room for the new files. */
  readonly addFiles = (files: readonly File[]): void => {
    const added = files.map((file) => ({ id: createUuidV7(), file }));
    this.#show([
      ...(this.#jobs.every(isSettled) ? [] : this.#jobs),
      ...added.map(({ id, file }): ImportJob => ({ id, fileName: file.name, state: { name: 'waiting' } })),
    ]);
    for (const { id, file } of added) {
      this.#chain = this.#chain.then(async () => this.#setState(id, await this.#run(id, file)));
    }
  };

  /** Stops what runs and drops what waits. */
  readonly cancelAll = (): void => {
    for (const { id, state } of this.#jobs) {
      this.#cancelled.add(id);
      if (state.name === 'running') void this.#calls.cancelImport({ importId: id });
      if (state.name === 'mapping') this.#answerTable(null);
    }
  };

  readonly answerTable = (answer: TableAnswer): void => this.#answerTable(answer);

  #setState(id: string, state: ImportJobState): void {
    this.#show(this.#jobs.map((job) => (job.id === id ? { ...job, state } : job)));
  }

  #show(jobs: readonly ImportJob[]): void {
    this.#jobs = jobs;
    for (const listener of [...this.#listeners]) listener();
  }

  async #run(id: string, file: File): Promise<ImportJobState> {
    if (this.#cancelled.has(id)) return { name: 'cancelled' };
    this.#setState(id, { name: 'opening' });
    const bytes = await readBytes(file);
    if (bytes === null) return { name: 'failed', error: { code: 'FILE_NOT_READABLE', details: {} } };
    const request = { importId: id, fileName: file.name, bytes };
    const running = { name: 'running', doneCount: 0, totalCount: null } as const;
    if (!isTableName(file.name)) {
      this.#setState(id, running);
      const outcome = await this.#calls.importPack(request);
      const isPerhapsTable = !outcome.ok && outcome.error.code === 'PACK_FORMAT_UNKNOWN' && /\.txt$/i.test(file.name);
      if (!isPerhapsTable) return endOf(outcome);
    }
    const beginning = beginningOfTable(bytes);
    const preview = await openTable(this.#calls, file.name, beginning);
    if (!preview.ok) return { name: 'failed', error: preview.error };
    if (!isTableName(file.name) && !looksLikeTable(preview.value)) return endOf(failure('PACK_FORMAT_UNKNOWN'));
    const answered = new Promise<TableAnswer>((resolve) => {
      this.#answerTable = resolve;
    });
    this.#setState(id, { name: 'mapping', preview: preview.value, beginning });
    const answer = await answered;
    if (answer === null || this.#cancelled.has(id)) return { name: 'cancelled' };
    this.#setState(id, running);
    return endOf(await this.#calls.importTable({ ...request, ...answer }));
  }
}

function endOf(outcome: Outcome<ImportReport>): ImportJobState {
  if (outcome.ok) return { name: 'done', report: outcome.value };
  return outcome.error.code === 'IMPORT_CANCELLED' ? { name: 'cancelled' } : { name: 'failed', error: outcome.error };
}

/** The preview with the roles that a table of the same columns was given before. */
async function openTable(calls: StudyHostCalls, fileName: string, bytes: Uint8Array): Promise<Outcome<TablePreview>> {
  const preview = await calls.previewTable({ fileName, bytes, given: {} });
  if (!preview.ok) return preview;
  const roles = recallRoles(preview.value.columns);
  return roles === null ? preview : calls.previewTable({ fileName, bytes, given: { roles } });
}

/** A text that is called no table counts as one only if each of its first lines has several columns. */
function looksLikeTable({ rows }: TablePreview): boolean {
  return rows.length > 0 && rows.every((row) => row.filter((cell) => cell !== '').length > 1);
}

function isTableName(fileName: string): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(fileName);
}

/** Null when the system does not hand the bytes over: a folder was dropped, or the file is gone. */
async function readBytes(file: File): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null; // The browser names no reason that a person could use.
  }
}
