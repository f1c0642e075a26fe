import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BundleRefusal, BundleReport } from '../../shared/bundle/bundle-report.ts';
import { type BundleScan, inspectBundle } from '../../shared/bundle/bundle-scan.ts';
import { type ExportReport, exportBundle } from '../../shared/bundle/export-bundle.ts';
import { importBundle } from '../../shared/bundle/import-bundle.ts';
import { queriesOf } from '../../shared/bundle/session-queries.ts';
import { readJournalVersion } from '../../shared/database/health-modules.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import type { SqlTarget } from '../../shared/node/sql-target.ts';
import { nameOfTarget, parseTargetAddress, secretsOf } from '../../shared/node/sql-target-address.ts';
import { syncFolder } from '../../shared/node/sync-folder.ts';
import { CommandError, type ExitCode } from '../db/db-command.ts';
import { countOf, type TerminalOutput } from '../db/terminal-output.ts';
import { wordError } from '../db/word-failure.ts';
import { type BundleArguments, bundleUsage, readBundleArguments } from './read-bundle-arguments.ts';

/** Runs one command line and returns the exit code. Never throws: every error is worded and printed. */
export async function runBundleCommand(
  args: readonly string[],
  environmentUrl: string | undefined,
  output: TerminalOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    for (const text of [environmentUrl ?? '', ...args]) {
      const address = parseTargetAddress(text.replace(/^--database-url=/, ''));
      output.hide(secretsOf(address));
    }
    const chosen = readBundleArguments(args, environmentUrl);
    if (chosen === null) {
      output.line(bundleUsage);
      return 0;
    }
    const passphrase = chosen.passphraseFile === null ? null : await readPassphrase(chosen.passphraseFile);
    if (passphrase !== null) output.hide([passphrase]);
    if (chosen.command === 'inspect') return await inspect(chosen, passphrase, output);
    if (chosen.command === 'export' && !chosen.isConfirmed && (await isThere(chosen.file))) {
      throw new CommandError(`${chosen.file} is there already. Choose another file, or give --yes to replace it.`);
    }
    if (chosen.command === 'import' && !(await isThere(chosen.file))) throw noFile(chosen.file);
    if (chosen.address === null) throw new CommandError('Which database?');
    const target = await openSqlTarget(chosen.address, { mayCreate: false });
    try {
      await assertSyncable(target.session);
      const name = nameOfTarget(chosen.address);
      return chosen.command === 'export'
        ? await writeFileOf(target, name, chosen, passphrase, output, signal)
        : await takeFile(target, name, chosen, passphrase, output, signal);
    } finally {
      await target.close();
    }
  } catch (error) {
    output.error(`bundle: ${wordBundleError(error)}`);
    return 2;
  }
}

async function writeFileOf(
  { session }: SqlTarget,
  name: string,
  chosen: BundleArguments,
  passphrase: string | null,
  output: TerminalOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  const path = resolve(chosen.file);
  const unfinished = `${path}.${randomUUID()}.part`;
  // Pupils' data: for nobody else on this machine.
  const file = await open(unfinished, 'wx', 0o600);
  let report: ExportReport;
  try {
    const pages = exportBundle(queriesOf(session), {
      studentId: chosen.studentId,
      passphrase,
      createdAt: new Date().toISOString(),
      schemaVersion: await readJournalVersion(session),
      readerId: randomUUID(),
      signal,
      onProgress: (done, total) => output.progress(`Writing: ${percent(done, total)}`),
    });
    for (;;) {
      const next = await pages.next();
      if (next.done === true) {
        report = next.value;
        break;
      }
      await file.writeFile(next.value);
    }
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
  if (chosen.isJson) output.json({ database: name, file: path, ...report });
  else {
    output.line(`${name}: wrote ${countOf(report.rowCount, 'row')} to ${path}`);
    if (report.rowCount > 0) output.table(['table', 'rows'], Object.entries(report.counts));
    if (passphrase === null) output.line('The file is not encrypted: keep it where only you can read it.');
  }
  return 0;
}

async function takeFile(
  target: SqlTarget,
  name: string,
  chosen: BundleArguments,
  passphrase: string | null,
  output: TerminalOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { size } = await stat(chosen.file);
  const report = await importBundle(createReadStream(chosen.file), {
    passphrase,
    takesContent: chosen.takesContent,
    senderId: randomUUID(),
    write: (work) => {
      target.markWritten('changed');
      return target.session.transaction((inner) => work(queriesOf(inner)));
    },
    signal,
    onProgress: (readBytes) => output.progress(`Adding: ${percent(readBytes, size)}`),
  });
  if (chosen.isJson) output.json({ database: name, file: chosen.file, ...report });
  else {
    output.line(
      `${name}: ${countOf(report.newCount, 'row')} new or changed, ${report.knownCount} known, ${report.refusedCount} refused`,
    );
    if (report.leftOutCount > 0) {
      output.line(
        `Left out: ${countOf(report.leftOutCount, 'row')} of packs, presets and types (--with-content takes them).`,
      );
    }
    sayEnding(report.ending, output);
    sayRefusals(report.refused, output);
  }
  return isGood(report) ? 0 : 1;
}

async function inspect(chosen: BundleArguments, passphrase: string | null, output: TerminalOutput): Promise<ExitCode> {
  if (!(await isThere(chosen.file))) throw noFile(chosen.file);
  const scan: BundleScan = await inspectBundle(createReadStream(chosen.file), passphrase);
  const { head, ending, rowCount, counts, refused, refusedCount } = scan;
  if (chosen.isJson) output.json({ file: chosen.file, head, ending, rowCount, counts, refused, refusedCount });
  else {
    if (head === null) output.line('Its first line is damaged: nobody knows where it comes from.');
    else {
      const whose = head.scopes === null ? 'all of a database' : `student ${head.scopes.join(', ')}`;
      output.line(`${whose}, written ${head.createdAt} by replica ${head.replica}`);
      output.line(
        `schema ${head.schemaVersion ?? 'unknown'}, PostgreSQL ${head.postgresVersion}, format ${head.formatVersion}`,
      );
    }
    output.line(countOf(rowCount, 'readable row'));
    if (rowCount > 0) output.table(['table', 'rows'], Object.entries(counts));
    sayEnding(ending, output);
    sayRefusals(refused, output);
  }
  return ending === 'whole' && refusedCount === 0 ? 0 : 1;
}

function isGood({ ending, refusedCount }: BundleReport): boolean {
  return ending === 'whole' && refusedCount === 0;
}

function sayEnding(ending: BundleReport['ending'], output: TerminalOutput): void {
  if (ending === 'whole') output.line('The file is whole: counts and hash are right.');
  else if (ending === 'cut_short')
    output.line('The file has no end: it was cut short, and what was behind it is missing.');
  else output.line('The file is not as it was written: lines are damaged or missing.');
}

const shownRefusals = 20;

function sayRefusals(refused: readonly BundleRefusal[], output: TerminalOutput): void {
  if (refused.length === 0) return;
  const rows = refused
    .slice(0, shownRefusals)
    .map(({ line, lastLine, code, table, detail }) => [
      lastLine === null ? `${line}–?` : lastLine === line ? String(line) : `${line}–${lastLine}`,
      code,
      table ?? '',
      detail ?? '',
    ]);
  output.table(['line', 'reason', 'table', 'detail'], rows);
  if (refused.length > shownRefusals) output.line(`… ${refused.length - shownRefusals} more; --json lists them.`);
}

function percent(done: number, total: number): string {
  return `${total === 0 ? 100 : Math.min(100, Math.floor((100 * done) / total))} %`;
}

async function assertSyncable(session: SqlSession): Promise<void> {
  const { rows } = await session.query<{ found: boolean }>(
    `SELECT to_regprocedure('public.apply_sync_changes(uuid, jsonb, boolean, uuid[], uuid[])') IS NOT NULL AS found`,
  );
  if (rows[0]?.found !== true) {
    throw new CommandError('This database lacks module 008. Run `npm run db -- migrate` on it first.');
  }
}

async function readPassphrase(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandError('The passphrase file cannot be read.');
  });
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new CommandError('The first line of the passphrase file is empty.');
  return line;
}

function noFile(path: string): CommandError {
  return new CommandError(`There is no file ${path}.`);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function wordBundleError(error: unknown): string {
  if (error instanceof ExpectedError) {
    const { code, details } = error.failure;
    switch (code) {
      case 'BUNDLE_UNREADABLE':
        return details.problem === 'encryption'
          ? 'The encrypted file is damaged at its beginning and cannot be opened. Use another copy.'
          : 'This is no bundle, or nothing of it can be read. (A backup of `npm run db` goes in with `npm run db -- restore`.)';
      case 'BUNDLE_FORMAT_NEWER':
        return `The file has format ${details.found}, this release reads up to ${details.known}. Update first.`;
      case 'BUNDLE_PASSPHRASE_NEEDED':
        return 'The file is encrypted. Give --passphrase-file FILE.';
      case 'BUNDLE_PASSPHRASE_WRONG':
        return 'The passphrase does not open this file: it is another one, or the file is damaged at its beginning.';
      case 'BUNDLE_CANCELLED':
        return 'Stopped. What was added stays; the same command goes on with the rest.';
      case 'NOT_FOUND':
        if (details.what === 'student') return 'There is no student with this id in the database.';
    }
  }
  return wordError(error);
}
