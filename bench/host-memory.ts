/** Run by `start.ts` in a process of its own: opens the data directory named, answers a call, prints its memory in MB. */
import { join } from 'node:path';
import { projectFolder } from '../commands/project-folder.ts';
import { openNodeStudyHost } from '../shared/node/open-node-study-host.ts';

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error('name a data directory');
const { host, close } = await openNodeStudyHost({
  dataFolder,
  migrationsFolder: join(projectFolder, 'sql', 'migrations'),
  preparedFolder: join(projectFolder, 'dist', 'prepared'),
  place: 'node',
});
await host.calls.listPacks();
console.log((process.memoryUsage().rss / 1e6).toFixed(0));
await close();
