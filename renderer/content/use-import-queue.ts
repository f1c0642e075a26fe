import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as createUuidV7 } from 'uuid';
import { failure, type Outcome } from '../../shared/errors/outcome.ts';
import type { TableImportRequest, TablePreview } from '../../shared/host/content-calls.ts';
import type { ImportReport, StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { beginningOfTable } from './beginning-of-table.ts';
import { type ImportJob, type ImportJobState, isSettled } from './import-job.ts';
import { recallRoles } from './remembered-mappings.ts';

/** What a person answers about a table; null: it is not to be imported. */
export type TableAnswer = Pick<TableImportRequest, 'mapping' | 'encoding'> | null;

/** Sends files to the study host one after the other and follows them; tables wait for what their columns are. */
export function useImportQueue() {
  const { calls, onNotice } = useStudyHost();
  const [jobs, setJobs] = useState<readonly ImportJob[]>([]);
  const chain = useRef<Promise<void>>(Promise.resolve());
  const cancelled = useRef(new Set<string>());
  const answerTable = useRef<(answer: TableAnswer) => void>(() => {});

  const setState = useCallback((id: string, state: ImportJobState) => {
    setJobs((before) => before.map((job) => (job.id === id ? { ...job, state } : job)));
  }, []);

  useEffect(
    () =>
      onNotice('importProgressed', ({ importId, doneCount, totalCount }) => {
        setJobs((before) =>
          before.map((job) =>
            job.id === importId && job.state.name === 'running'
              ? { ...job, state: { name: 'running', doneCount, totalCount } }
              : job,
          ),
        );
      }),
    [onNotice],
  );

  const run = useCallback(
    async (id: string, file: File): Promise<ImportJobState> => {
      if (cancelled.current.has(id)) return { name: 'cancelled' };
      setState(id, { name: 'opening' });
      const bytes = await readBytes(file);
      if (bytes === null) return { name: 'failed', error: { code: 'FILE_NOT_READABLE', details: {} } };
      const request = { importId: id, fileName: file.name, bytes };
      const running = { name: 'running', doneCount: 0, totalCount: null } as const;
      if (!isTableName(file.name)) {
        setState(id, running);
        const outcome = await calls.importPack(request);
        const isPerhapsTable = !outcome.ok && outcome.error.code === 'PACK_FORMAT_UNKNOWN' && /\.txt$/i.test(file.name);
        if (!isPerhapsTable) return endOf(outcome);
      }
      const beginning = beginningOfTable(bytes);
      const preview = await openTable(calls, file.name, beginning);
      if (!preview.ok) return { name: 'failed', error: preview.error };
      if (!isTableName(file.name) && !looksLikeTable(preview.value)) return endOf(failure('PACK_FORMAT_UNKNOWN'));
      const answered = new Promise<TableAnswer>((resolve) => {
        answerTable.current = resolve;
      });
      setState(id, { name: 'mapping', preview: preview.value, beginning });
      const answer = await answered;
      if (answer === null || cancelled.current.has(id)) return { name: 'cancelled' };
      setState(id, running);
      return endOf(await calls.importTable({ ...request, ...answer }));
    },
    [calls, setState],
  );

  const addFiles = useCallback(
    (files: readonly File[]) => {
      const added = files.map((file) => ({ id: createUuidV7(), file }));
      setJobs((before) => [
        ...(before.every(isSettled) ? [] : before),
        ...added.map(({ id, file }): ImportJob => ({ id, fileName: file.name, state: { name: 'waiting' } })),
      ]);
      for (const { id, file } of added) {
        chain.current = chain.current.then(async () => setState(id, await run(id, file)));
      }
    },
    [run, setState],
  );

  /** Stops what runs and drops what waits. */
  const cancelAll = useCallback(() => {
    for (const { id, state } of jobs) {
      cancelled.current.add(id);
      if (state.name === 'running') void calls.cancelImport({ importId: id });
      if (state.name === 'mapping') answerTable.current(null);
    }
  }, [calls, jobs]);

  return { jobs, addFiles, cancelAll, answerTable: (answer: TableAnswer) => answerTable.current(answer) };
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
