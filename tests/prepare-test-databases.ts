import { prepareDatabaseKinds } from './sql/test-databases.ts';

/** Runs once before all files: what many of them would make at the same moment is made here. */
export async function setup(): Promise<void> {
  await prepareDatabaseKinds();
}
