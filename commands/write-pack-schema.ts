/** Writes `docs/pack-format.schema.json` from the schema that the importer uses. A test fails when it is out of date. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packJsonSchema } from '../shared/content/pack-format.ts';
import { projectFolder } from './project-folder.ts';

await writeFile(
  join(projectFolder, 'docs', 'pack-format.schema.json'),
  `${JSON.stringify(packJsonSchema(), null, 2)}\n`,
);
