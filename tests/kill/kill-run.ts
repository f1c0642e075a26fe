/**
 * Devices and a server as processes, killed with SIGKILL at random moments while the devices write and sync over HTTP.
 * At the end everybody is started once more and exchanges everything; then their databases are compared.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTerminalOutput } from '../../commands/db/terminal-output.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { runServerCommand } from '../../commands/server/run-server-command.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { studyDirectoryOf } from '../../shared/node/study-directory.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { freePort } from '../sql/free-port.ts';
import type { TestDatabase } from '../sql/test-databases.ts';
import { readEverything, readRowsFunction } from '../sync/sync-replicas.ts';
import type { DeviceChildOptions, DeviceLine } from './device-child.ts';

export interface KillRunRequest {
  readonly times: number;
  readonly deviceCount: number;
  /** An empty PostgreSQL for the server; null: its embedded PGlite, in a folder. */
  readonly database: TestDatabase | null;
  readonly onKill?: (count: number, what: string) => void;
}

export interface KillRunReport {
  readonly serverKills: number;
  readonly deviceKills: number;
  /** Answers that a device said it had stored. */
  readonly acknowledgedCount: number;
  readonly storedCount: number;
  readonly problems: readonly string[];
}

interface Device {
  readonly options: DeviceChildOptions;
  readonly acknowledged: string[];
  studentId: string;
  isSettled: boolean;
  killCount: number;
  child: ChildProcess;
}

/** How long a process is left alone at the most: it starts within one to three seconds. */
const longestLifeMs = 1_500;

/** The last kill waits for so many answers, however slowly processes start on busy cores: there has to be something to lose. */
const leastAcknowledgedCount = 21;

export async function runKills({ times, deviceCount, database, onKill }: KillRunRequest): Promise<KillRunReport> {
  const folder = await mkdtemp(join(tmpdir(), 'endstp-kills-'));
  const serverFolder = join(folder, 'server');
  const prepared = await preparedFolder();
  const port = await freePort();
  const devices: Device[] = [];
  /** All that were ever started: a run that fails half-way must leave none behind, also not one that is just starting. */
  const started: ChildProcess[] = [];
  let isGivenUp = false;
  function keepTrack<Child extends ChildProcess>(child: Child): Child {
    if (isGivenUp) child.kill('SIGKILL');
    started.push(child);
    return child;
  }
  let server = await startServer();
  let [serverKills, deviceKills] = [0, 0];

  function spawnServer(): ChildProcess {
    return keepTrack(
      spawn(process.execPath, ['--import', 'tsx', 'commands/server.ts', '--data-dir', serverFolder], {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, DATABASE_URL: database?.url ?? '', LOG_LEVEL: 'silent', PORT: String(port) },
      }),
    );
  }
  async function startServer(): Promise<ChildProcess> {
    const child = spawnServer();
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr?.on('data', (chunk) => {
        printed += String(chunk);
        if (/serves at \S+/.test(printed)) resolve();
      });
      child.once('exit', (status) => reject(new Error(`the server ended with ${status}: ${printed}`)));
    });
    return child;
  }
  /** The command line beside the running server, without a process of its own: that adds nothing to what is killed. */
  async function askServer(args: readonly string[]): Promise<string> {
    let printed = '';
    const stream = { write: (text: string) => (printed += text) };
    await runServerCommand(
      [...args, '--data-dir', serverFolder],
      { DATABASE_URL: database?.url ?? '' },
      createTerminalOutput(stream, stream),
    );
    return printed;
  }
  function startDevice(device: Omit<Device, 'child'>): ChildProcess {
    const child = keepTrack(
      spawn(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'device-child.ts'), JSON.stringify(device.options)],
        { cwd: projectFolder, stdio: ['pipe', 'pipe', 'inherit'] },
      ),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      // A line that was being written when the process was killed.
      if (!line.endsWith('}')) return;
      const said = JSON.parse(line) as DeviceLine;
      if (said.kind === 'joined') device.studentId = said.studentId;
      else if (said.kind === 'answered') device.acknowledged.push(said.answerId);
      else device.isSettled = true;
    });
    return child;
  }

  try {
    await askServer(['create-class', '--name', '7A']);
    const code = /([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await askServer(['join-code', '--class', '7A']))?.[1] ?? '';
    for (let place = 0; place < deviceCount; place += 1) {
      const known = {
        options: {
          dataFolder: join(folder, `device-${place}`),
          preparedFolder: prepared,
          migrationsFolder,
          serverUrl: `http://127.0.0.1:${port}`,
          code,
          name: `Student ${place}`,
        },
        acknowledged: [],
        studentId: '',
        isSettled: false,
        killCount: 0,
      };
      devices.push(Object.assign(known, { child: startDevice(known) }));
    }
    for (const device of devices) while (device.acknowledged.length === 0) await waitBeside(device);

    // Each process has its own fate, so that they die and start while the others do: a server at every fourth time or so.
    let count = 0;
    const isOver = () => isGivenUp || count >= times;
    const note = (what: string) => {
      count += 1;
      onKill?.(count, what);
    };
    const isTooEarly = () =>
      count === times - 1 &&
      devices.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0) < leastAcknowledgedCount;
    async function killServer(): Promise<void> {
      while (!isOver()) {
        await sleep(Math.random() * longestLifeMs);
        while (isTooEarly() && !isOver()) await sleep(20);
        if (isOver()) return;
        serverKills += 1;
        note('server');
        await kill(server);
        server = await startServer();
      }
    }
    async function killDevice(device: Device): Promise<void> {
      while (!isOver()) {
        // Half of the times it has stored something since its start; else it may die while it starts.
        const before = device.acknowledged.length;
        if (Math.random() < 0.5) while (device.acknowledged.length === before && !isOver()) await waitBeside(device);
        await sleep(Math.random() * longestLifeMs);
        while (isTooEarly() && !isOver()) await waitBeside(device);
        if (isOver()) return;
        deviceKills += 1;
        device.killCount += 1;
        note(device.options.name);
        await kill(device.child);
        device.child = startDevice(device);
      }
    }
    await Promise.all([killServer(), ...devices.map(killDevice)]);
    for (const { child } of devices) child.stdin?.write('settle\n');
    await Promise.all(devices.map(({ child }) => (child.exitCode === null ? once(child, 'exit') : undefined)));
    server.kill('SIGTERM');
    await once(server, 'exit');

    const problems: string[] = [];
    let storedCount = 0;
    for (const { isSettled, options } of devices) if (!isSettled) problems.push(`${options.name} did not settle`);
    await withDatabase(database, serverFolder, async (central) => {
      for (const { options, acknowledged, studentId, killCount } of devices) {
        const expected = await readEverything(central, studentId);
        await withDatabase(null, options.dataFolder, async (local) => {
          const found = await readEverything(local, studentId);
          for (const table of Object.keys(expected)) {
            const [there, here] = [comparable(table, expected), comparable(table, found)];
            const difference = [
              ...there.filter((row) => !here.includes(row)),
              ...here.filter((row) => !there.includes(row)),
            ];
            if (there.length !== here.length || difference.length > 0)
              problems.push(
                `${options.name}: ${table} differs, ${there.length} rows there, ${here.length} here: ${difference.slice(0, 2).join(' | ')}`,
              );
          }
        });
        const ids = (expected.test_answers ?? []).map((row) => (JSON.parse(row) as { id: string }).id);
        storedCount += ids.length;
        if (new Set(ids).size !== ids.length) problems.push(`${options.name}: answers are there twice`);
        const stored = new Set(ids);
        const lost = acknowledged.filter((id) => !stored.has(id));
        if (lost.length > 0) problems.push(`${options.name}: ${lost.length} acknowledged answers are lost`);
        // One that was stored when the process was killed before it could say so: at most one each time.
        const unsaid = ids.length - new Set(acknowledged).size;
        if (unsaid > killCount) problems.push(`${options.name}: ${unsaid} answers that nobody gave`);
      }
    });
    const acknowledgedCount = devices.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    return { serverKills, deviceKills, acknowledgedCount, storedCount, problems };
  } finally {
    isGivenUp = true;
    for (const child of started) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** One look at a device later; one that ended by itself never says what is waited for. */
async function waitBeside({ child, options }: Device): Promise<void> {
  if (child.exitCode !== null) throw new Error(`${options.name} ended by itself: ${child.exitCode}`);
  await sleep(20);
}

/** The id of a version follows from its content: two devices may both have made it, each at its own time, from other seeds. */
function comparable(table: string, rows: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const own = rows[table] ?? [];
  if (table !== 'question_versions') return own;
  return own.map((row) => {
    const { id, content } = JSON.parse(row) as Record<string, unknown>;
    return JSON.stringify({ id, content });
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null)
    throw new Error(`a process ended by itself: ${child.exitCode}`);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function withDatabase(
  database: TestDatabase | null,
  dataFolder: string,
  work: (session: SqlSession) => Promise<void>,
): Promise<void> {
  if (database !== null) {
    await database.session.exec(readRowsFunction);
    return work(database.session);
  }
  const { pglite } = await openStudyDatabase({
    storage: { dataDir: studyDirectoryOf(dataFolder).dataDirectory },
    // As they are now: a long run may see them change.
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: null,
    hasDatabase: true,
    onDied: () => {},
  });
  const session = pgliteSession(pglite);
  await session.exec(readRowsFunction);
  await work(session);
  await pglite.close();
}
