import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type NodeStudyHost,
  type NodeStudyHostOptions,
  openNodeStudyHost,
} from '../../shared/node/open-node-study-host.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';

/** A new folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'endstp-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A host on a disk, in this process. */
export async function openTestHost(
  dataFolder: string,
  changes: Partial<NodeStudyHostOptions> = {},
): Promise<NodeStudyHost> {
  return openNodeStudyHost({
    dataFolder,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
    ...changes,
  });
}
