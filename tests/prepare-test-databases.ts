import { preparedFolder } from './host/prepared-fixture.ts';
import { prepareDatabaseKinds } from './sql/test-databases.ts';

/** Runs once before all files: what several of them would make at the same moment is made here. */
export async function setup(): Promise<void> {
  await Promise.all([prepareDatabaseKinds(), preparedFolder()]);
}
