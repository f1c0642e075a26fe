import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFactJournal } from '../../shared/node/fact-journal-file.ts';
import type { StudyFact } from '../../shared/study/study-fact.ts';
import { temporaryFolder } from './open-test-host.ts';

const finished = (testRecordId: string): StudyFact => ({
  kind: 'session_finished',
  testRecordId,
  finishedAt: '2026-11-22T12:00:00.000Z',
});

it('gives back what was appended, in order, across openings', async () => {
  const folder = await temporaryFolder();
  for (const round of ['a', 'b']) {
    const journal = await openFactJournal(folder);
    await Promise.all([journal.append(finished(`${round}1`)), journal.append(finished(`${round}2`))]);
    await journal.close();
  }
  const journal = await openFactJournal(folder);
  expect(await journal.readFrom(0)).toEqual(['a1', 'a2', 'b1', 'b2'].map(finished));
  expect(await journal.firstSegment()).toBe(1);
});

it('leaves out a line that a power cut has torn, and keeps the ones after it', async () => {
  const folder = await temporaryFolder();
  const first = await openFactJournal(folder);
  await first.append(finished('whole'));
  await first.close();
  await appendFile(join(folder, '00000001.ndjson'), '\n{"kind":"session_fin');
  const second = await openFactJournal(folder);
  await second.append(finished('later'));
  expect(await second.readFrom(0)).toEqual([finished('whole'), finished('later')]);
  await second.close();
});

it('keeps text with line breaks in one fact', async () => {
  const folder = await temporaryFolder();
  const journal = await openFactJournal(folder);
  const fact: StudyFact = {
    kind: 'profile_changed',
    changes: { id: 'x', displayName: 'two\nlines\u2028and more' },
    changedAt: '2026-11-22T12:00:00.000Z',
  };
  await journal.append(fact);
  expect(await journal.readFrom(0)).toEqual([fact]);
  await journal.close();
});

it('drops only the segments behind a copy', async () => {
  const folder = await temporaryFolder();
  const journal = await openFactJournal(folder);
  await journal.append(finished('one'));
  expect(await journal.startSegment()).toBe(2);
  await journal.append(finished('two'));
  expect(await journal.startSegment()).toBe(3);
  await journal.append(finished('three'));
  await journal.dropBefore(2);
  expect(await readdir(folder)).toEqual(['00000002.ndjson', '00000003.ndjson']);
  expect(await journal.readFrom(3)).toEqual([finished('three')]);
  expect(await journal.firstSegment()).toBe(2);
  await journal.close();
});

it('counts what came since the last copy, across openings', async () => {
  const folder = await temporaryFolder();
  const first = await openFactJournal(folder);
  await first.append(finished('copied'));
  const copiedBefore = await first.startSegment();
  expect(first.bytesSinceCopy).toBe(0);
  await first.append(finished('later'));
  await first.close();
  const second = await openFactJournal(folder, copiedBefore);
  const laterBytes = (await readFile(join(folder, '00000002.ndjson'))).length;
  expect(second.bytesSinceCopy).toBe(laterBytes);
  await second.append(finished('again'));
  expect(second.bytesSinceCopy).toBe(2 * laterBytes);
  await second.close();
});

it('overlooks files that are not its own', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'notes.txt'), 'hello');
  const journal = await openFactJournal(folder);
  expect(await journal.firstSegment()).toBeNull();
  expect(await journal.readFrom(0)).toEqual([]);
});
