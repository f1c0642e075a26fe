/** The calls that concern bundles: all rows, or one student's, as a file; and back. */
import { v4 as uuidV4 } from 'uuid';
import { z } from 'zod';
import type { BundleReport } from '../bundle/bundle-report.ts';
import { exportBundle } from '../bundle/export-bundle.ts';
import { importBundle } from '../bundle/import-bundle.ts';
import type { Outcome } from '../errors/outcome.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { SyncService } from './sync-service.ts';
import type { WatchedTable } from './watched-table.ts';

export interface BundleCalls {
  /**
   * Progress comes as `importProgressed` notices with this `progressId`, in entries of the log. `studentId` null: every
   * profile with its packs. `passphrase` null: not encrypted.
   */
  exportBundle(request: {
    progressId: string;
    studentId: string | null;
    passphrase: string | null;
  }): Promise<Outcome<{ readonly fileName: string; readonly bytes: Uint8Array; readonly rowCount: number }>>;
  /** Adds what the file holds to what is here. Progress in bytes. BUNDLE_CANCELLED leaves what was added so far. */
  importBundle(request: {
    progressId: string;
    bytes: Uint8Array;
    passphrase: string | null;
  }): Promise<Outcome<BundleReport>>;
  /** Ends the work with this id at its next step; nothing happens when it is over. */
  cancelBundle(request: { progressId: string }): Promise<Outcome<null>>;
}

const progressId = z.string().min(1).max(100);
const passphrase = z.string().min(1).max(1000).nullable();
const schemas = {
  exportBundle: z.object({ progressId, studentId: z.uuid().nullable(), passphrase }),
  importBundle: z.object({ progressId, bytes: z.instanceof(Uint8Array), passphrase }),
  cancelBundle: z.object({ progressId }),
};

/** Rows, indexes and the log of both, and a copy of it all, for each byte of gzip. */
const storedBytesPerBundleByte = 20;
const bundleTables: readonly WatchedTable[] = [
  'students',
  'topics',
  'question_packs',
  'test_records',
  'test_answers',
  'student_mistakes',
  'mistake_reasons',
  'review_log',
  'student_mistake_patterns',
  'student_recommendations',
  'ui_reflex_events',
];

export function createBundleCalls(
  surroundings: StudyHostSurroundings,
  notices: NoticeHub,
  service: SyncService,
): BundleCalls {
  const { assertWritable, database, description, exclusively, onUnjournaledChange, onWritten, pause } = surroundings;
  const running = new Map<string, AbortController>();
  async function cancellable<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      return await work(abort.signal);
    } finally {
      running.delete(id);
    }
  }
  const nowIso = () => new Date(surroundings.nowMs()).toISOString();

  return {
    exportBundle: (input) =>
      toOutcome('exportBundle', surroundings, async () => {
        const request = checkInput(schemas.exportBundle, input);
        return cancellable(request.progressId, async (signal) => {
          const createdAt = nowIso();
          const pages = exportBundle(database, {
            studentId: request.studentId === null ? null : service.aliases.current(request.studentId),
            passphrase: request.passphrase,
            createdAt,
            schemaVersion: description.schemaVersion,
            readerId: uuidV4(),
            signal,
            onProgress: (doneCount, totalCount) =>
              notices.send('importProgressed', { importId: request.progressId, doneCount, totalCount }),
          });
          const parts: Uint8Array[] = [];
          for (;;) {
            const next = await pages.next();
            if (next.done === true) {
              const ending = request.passphrase === null ? 'ndjson.gz' : 'ndjson.gz.age';
              const fileName = `end-stp-${createdAt.slice(0, 10)}.${ending}`;
              return { fileName, bytes: concat(parts), rowCount: next.value.rowCount };
            }
            parts.push(next.value);
            await pause();
          }
        });
      }),
    importBundle: (input) =>
      toOutcome('importBundle', surroundings, async () => {
        const request = checkInput(schemas.importBundle, input);
        const { bytes } = request;
        assertWritable?.(bytes.length * storedBytesPerBundleByte);
        return cancellable(request.progressId, async (signal) => {
          let hasWritten = false;
          try {
            return await importBundle(inSlices(bytes), {
              passphrase: request.passphrase,
              takesContent: true,
              senderId: uuidV4(),
              write: (work) =>
                exclusively(() => {
                  assertWritable?.();
                  hasWritten = true;
                  return database.transaction(work);
                }),
              signal,
              onProgress: (doneCount) =>
                notices.send('importProgressed', { importId: request.progressId, doneCount, totalCount: bytes.length }),
              pause,
            });
          } finally {
            if (hasWritten) await settle();
          }
        });
      }),
    cancelBundle: (input) =>
      toOutcome('cancelBundle', surroundings, async () => {
        running.get(checkInput(schemas.cancelBundle, input).progressId)?.abort();
        return null;
      }),
  };

  /** Rows that came in are made safe, shown, and offered to the server. */
  async function settle(): Promise<void> {
    await onUnjournaledChange?.();
    onWritten?.();
    await service.announceRekeyed();
    service.announceTables(null, bundleTables);
    service.announceStatus(null);
    service.client.wake('new_rows');
  }
}

/** Small enough for progress to be seen. */
const sliceBytes = 65_536;

async function* inSlices(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let place = 0; place < bytes.length; place += sliceBytes) yield bytes.subarray(place, place + sliceBytes);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
