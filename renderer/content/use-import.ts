import { useCallback, useEffect, useState } from 'react';
import { v7 as createUuidV7 } from 'uuid';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { ImportReport } from '../../shared/host/study-host-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';

export type ImportState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'running';
      readonly fileName: string;
      readonly importId: string;
      readonly doneCount: number;
      readonly totalCount: number | null;
    }
  | { readonly name: 'done'; readonly fileName: string; readonly report: ImportReport }
  | { readonly name: 'failed'; readonly fileName: string; readonly error: Failure };

/** Sends a file to the study host and follows it: one at a time. */
export function useImport() {
  const { calls, onNotice } = useStudyHost();
  const [state, setState] = useState<ImportState>({ name: 'idle' });

  useEffect(
    () =>
      onNotice('importProgressed', ({ importId, doneCount, totalCount }) => {
        setState((before) =>
          before.name === 'running' && before.importId === importId ? { ...before, doneCount, totalCount } : before,
        );
      }),
    [onNotice],
  );

  const importFile = useCallback(
    async (file: File): Promise<void> => {
      const importId = createUuidV7();
      setState({ name: 'running', fileName: file.name, importId, doneCount: 0, totalCount: null });
      const bytes = new Uint8Array(await file.arrayBuffer());
      const outcome = await calls.importPack({ importId, fileName: file.name, bytes });
      setState(
        outcome.ok
          ? { name: 'done', fileName: file.name, report: outcome.value }
          : { name: 'failed', fileName: file.name, error: outcome.error },
      );
    },
    [calls],
  );
  return { state, importFile };
}
