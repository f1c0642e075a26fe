/** Writes a pack in the app's own format. Reading it back gives the same questions with the same version ids. */
import type { PackMetadata, PackQuestion, PackTopic } from './pack.ts';
import { packFormatName, packFormatVersion } from './pack-format.ts';
import { picturePath } from './picture.ts';

export interface ExportablePack {
  readonly metadata: Omit<PackMetadata, 'sourceFormat'>;
  readonly topics: readonly PackTopic[];
  readonly questions: readonly PackQuestion[];
}

/**
 * The pack as JSON text, UTF-8 when encoded. One line a question, so that an editor, a comparison of two versions and
 * the report of an import all speak of the same line.
 */
export function exportPack({ metadata, topics, questions }: ExportablePack): string {
  const { packUid, packVersion, displayNames, descriptions, languages, licence, credit } = metadata;
  const header = {
    format: packFormatName,
    formatVersion: packFormatVersion,
    packUid,
    packVersion,
    names: displayNames,
    ...(descriptions === null ? {} : { descriptions }),
    languages,
    ...(licence === null ? {} : { licence }),
    ...(credit === null ? {} : { credit }),
  };
  const fields = Object.entries(header).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = [listField('topics', topics), listField('questions', questions.map(entryOf))];
  return `{\n${[...fields, ...lists].join(',\n')}\n}\n`;
}

function entryOf({ externalKey, content }: PackQuestion): object {
  const { figure } = content;
  if (figure === undefined || 'shapes' in figure) return { externalKey, ...content };
  const { picture, mediaType, description } = figure;
  return { externalKey, ...content, figure: { file: picturePath(picture, mediaType), description } };
}

function listField(name: string, entries: readonly object[]): string {
  if (entries.length === 0) return `  "${name}": []`;
  return `  "${name}": [\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
}
