import { readDeployedModules } from '../../shared/database/health-modules.ts';
import { type VerifiedCheck, verifyChain, verifyModule } from '../../shared/database/verify-deployment.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { readModuleStatements, readModules } from './sql-folders.ts';
import { countOf } from './terminal-output.ts';

/** The modules that the guide verifies. */
const verifiedVersions: readonly string[] = ['006', '007'];

export const verify: DbCommand = {
  summary: "the guide's checks after a deployment, expected and found",
  help: `[006|007] [--json]

Counts tables, triggers, functions, seeds and indexes of the modules, and runs the functional test: mistakes of a student
who does not exist, taken back afterwards. Without a number both modules are verified. Exit code 1 when a check fails.`,
  async run({ output, options, positionals, openTarget }) {
    const [only] = positionals;
    if (only !== undefined && !verifiedVersions.includes(only)) {
      throw new CommandError('verify takes 006 or 007, or no number for both.');
    }
    const modules = await readModules();
    const target = await openTarget();
    const wanted = modules.filter(({ version }) => verifiedVersions.includes(version) && (only ?? version) === version);
    const checks: (VerifiedCheck & { module: string })[] = [];
    for (const module of wanted) {
      const text = await readModuleStatements('verify', module);
      checks.push(...(await verifyModule(target.session, text)).map((check) => ({ module: module.version, ...check })));
    }
    const { absent, states } = await readDeployedModules(target.session, modules);
    const isWhole = ['005', '006', '007'].every(
      (version) => !absent.some((module) => module.version === version) && states.get(version)?.missing.length === 0,
    );
    if (isWhole && only !== '006') {
      checks.push(...(await verifyChain(target.session)).map((check) => ({ module: 'test', ...check })));
    }
    const failedCount = checks.filter(({ isOk }) => !isOk).length;
    if (options.isJson) output.json({ database: target.name, isOk: failedCount === 0, checks });
    else {
      output.line(target.name);
      output.line();
      output.table(
        ['module', 'check', 'expected', 'found', ''],
        checks.map((check) => [
          check.module,
          check.checkName,
          check.expected,
          check.found,
          check.isOk ? 'ok' : 'FAILED',
        ]),
      );
      output.line();
      if (!isWhole && only !== '006') output.line('The functional test was left out: the modules are not whole.');
      output.line(
        failedCount === 0
          ? `All ${countOf(checks.length, 'check')} passed.`
          : `${countOf(failedCount, 'check')} failed. \`npm run db -- plan\` shows what is missing, \`npm run db -- repair\` mends it.`,
      );
    }
    return failedCount === 0 ? 0 : 1;
  },
};
