import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projectFolder } from './project-folder.ts';

/**
 * Seconds that the long test files take on four quiet cores, roughly. A wrong or missing figure only makes the run a
 * little longer: the point is that no long file is the last one, running while the other cores have nothing to do.
 */
const fileSeconds: Readonly<Record<string, number>> = {
  'tests/bundle/bundle.test.ts': 16,
  'tests/bundle/bundle-command.test.ts': 7,
  'tests/commands/db-backup.test.ts': 17,
  'tests/commands/db.test.ts': 28,
  'tests/commands/demo.test.ts': 18,
  'tests/content/maths-pack/maths-pack.test.ts': 25,
  'tests/database/health.test.ts': 40,
  'tests/database/migration-runner.test.ts': 30,
  'tests/database/prepared-directory.test.ts': 9,
  'tests/e2e/bundle.test.ts': 23,
  'tests/e2e/content.test.ts': 25,
  'tests/e2e/every-screen.test.ts': 75,
  'tests/e2e/frame.test.ts': 28,
  'tests/e2e/home.test.ts': 21,
  'tests/e2e/insights.test.ts': 34,
  'tests/e2e/keyboard.test.ts': 14,
  'tests/e2e/notebook.test.ts': 40,
  'tests/e2e/practice.test.ts': 30,
  'tests/e2e/profiles.test.ts': 25,
  'tests/e2e/sync.test.ts': 38,
  'tests/e2e/timed-test.test.ts': 15,
  'tests/electron/desktop-diagnostics.test.ts': 21,
  'tests/electron/desktop-practice.test.ts': 19,
  'tests/electron/desktop-shell.test.ts': 22,
  'tests/host/browser-host.test.ts': 65,
  'tests/kill/kill.test.ts': 50,
  'tests/node/data-directory.test.ts': 35,
  'tests/node/data-directory-lock.test.ts': 11,
  'tests/node/database-copies.test.ts': 22,
  'tests/node/full-disk.test.ts': 8,
  'tests/node/open-sql-target.test.ts': 28,
  'tests/reference/analysis-properties.test.ts': 28,
  'tests/reference/engines-agree.test.ts': 10,
  'tests/reference/kept-window.test.ts': 11,
  'tests/server/bad-input.test.ts': 11,
  'tests/server/embedded-directory.test.ts': 17,
  'tests/server/killed-server.test.ts': 12,
  'tests/server/offline-app.test.ts': 11,
  'tests/server/operation.test.ts': 15,
  'tests/simulation/simulation.test.ts': 80,
  'tests/sql/adopted-shapes.test.ts': 32,
  'tests/sql/adoption.test.ts': 26,
  'tests/sql/classrooms.test.ts': 12,
  'tests/sql/deploying-beside-writers.test.ts': 18,
  'tests/sql/deployment-guide.test.ts': 12,
  'tests/sql/older-release.test.ts': 14,
  'tests/sql/operating-statements.test.ts': 11,
  'tests/sync/convergence.test.ts': 45,
  'tests/sync/exchange.test.ts': 11,
  'tests/sync/upkeep.test.ts': 11,
  'tests/sync-client/faults.test.ts': 18,
};

/** Files that start browsers or several processes of their own. */
const crowded =
  /^tests\/(e2e|electron|kill|simulation)\/|\/(browser-host|offline-app|question-text|attacks|start|package)\.test/;

/** Files that open no database, browser or process and change nothing global: they run in shared processes, at the end. */
export const sharingTestFiles: readonly string[] = [
  'tests/commands/{content-hash,licences,lock-entries,page-chunks,surroundings,test-order,test-summary}.test.ts',
  'tests/content/*.test.ts',
  'tests/content/import/*.test.ts',
  'tests/content/maths-pack/{figure-legibility,misconceptions,seeded-random,turkish-number-suffix}.test.ts',
  'tests/electron/{app-address,app-file,join-link,lock-down,restart-plan,window-state}.test.ts',
  'tests/host/order-changes.test.ts',
  'tests/i18n/*.test.ts',
  'tests/renderer/*.test.ts',
  'tests/renderer/question-text/{figure-paths,question-text,split-maths}.test.ts',
  'tests/study/{answer-time,grade-answer,plan-session,practice-streak,reflex-evidence,review-schedule}.test.ts',
  'tests/sync-client/client-parts.test.ts',
  'tests/walls/import-walls.test.ts',
];

/** What a file of unknown length is taken for: a browser alone needs some seconds. */
function estimateSeconds(path: string): number {
  return fileSeconds[path] ?? (crowded.test(path) ? 10 : 3);
}

/** Longest first within each of the two kinds, and the kinds mixed, so that browsers seldom meet only browsers. */
export function orderTestFiles(paths: readonly string[]): string[] {
  const longestFirst = paths.toSorted((a, b) => estimateSeconds(b) - estimateSeconds(a) || (a < b ? -1 : 1));
  const queues = [true, false].map((isCrowded) => {
    const files = longestFirst.filter((path) => crowded.test(path) === isCrowded);
    return { files, remainingSeconds: files.reduce((sum, path) => sum + estimateSeconds(path), 0) };
  });
  const ordered: string[] = [];
  while (ordered.length < paths.length) {
    queues.sort((a, b) => b.remainingSeconds - a.remainingSeconds);
    const queue = queues.find(({ files }) => files.length > 0);
    const next = queue?.files.shift();
    if (queue === undefined || next === undefined) break;
    queue.remainingSeconds -= estimateSeconds(next);
    ordered.push(next);
  }
  return ordered;
}

/** Vitest's own order goes by a cache of the last run, which a fresh checkout has not. */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const specifications = new Map(
      files.map((file) => [relative(projectFolder, file.moduleId).split(sep).join('/'), file]),
    );
    const ordered = orderTestFiles([...specifications.keys()]).flatMap((path) => specifications.get(path) ?? []);
    // A process is kept for the next file only where that one shares, too; and short files fill the end of the run.
    const isSharing = ({ project }: TestSpecification) => project.config.isolate === false;
    return [...ordered.filter((file) => !isSharing(file)), ...ordered.filter(isSharing)];
  }
}
