/**
 * `npm run bench`: every measurement; `npm run bench -- chain reflex` some of them. Prints tables and writes
 * `test-results/bench.json`. Machines differ and are noisy: compare within one run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../commands/project-folder.ts';
import { type BenchTable, formatBenchTable } from './bench-table.ts';
import { runBundleBench } from './bundle.ts';
import { runChainBench } from './chain.ts';
import { runClassroomsBench } from './classrooms.ts';
import { runImportBench } from './import.ts';
import { runInsightsBench } from './insights.ts';
import { runPageBench } from './page.ts';
import { runReflexBench } from './reflex.ts';
import { runStartBench } from './start.ts';
import { runSyncBench } from './sync.ts';
import { runSyncSqlBench } from './sync-sql.ts';

const benches: Readonly<Record<string, () => Promise<BenchTable>>> = {
  chain: runChainBench,
  start: runStartBench,
  page: runPageBench,
  reflex: runReflexBench,
  insights: runInsightsBench,
  import: runImportBench,
  sync: runSyncBench,
  'sync-sql': runSyncSqlBench,
  classrooms: runClassroomsBench,
  bundle: runBundleBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`bench: there is no "${unknown.join('", "')}"; choose from ${Object.keys(benches).join(', ')}`);
  process.exitCode = 1;
} else {
  const tables: Record<string, BenchTable> = {};
  for (const [name, run] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`Measuring ${name} ...`);
    const table = await run();
    tables[name] = table;
    console.log(`\n${formatBenchTable(table)}\n`);
  }
  const folder = join(projectFolder, 'test-results');
  await mkdir(folder, { recursive: true });
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify({ machine, tables }, null, 2)}\n`);
  console.log(`${machine}. Also written to test-results/bench.json.`);
}
