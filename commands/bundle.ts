/**
 * `npm run bundle -- export|import|inspect FILE`: rows of a device or a server as a file, and back. What a bundle is:
 * `docs/bundle-format.md`.
 */
import { runBundleCommand } from './bundle/run-bundle-command.ts';
import { createTerminalOutput } from './db/terminal-output.ts';

const output = createTerminalOutput(process.stdout, process.stderr);
const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.exitCode = await runBundleCommand(process.argv.slice(2), process.env.DATABASE_URL, output, abort.signal);
