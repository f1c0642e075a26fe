/** In what two databases differ: schema, settings, rows. For a staging server and production, or before and after. */
import { countRows } from './count-rows.ts';
import { diffSchemaSql, diffSettingsSql } from './diff-statements.ts';
import { replicaTables } from './module-tables.ts';
import type { SqlSession } from './sql-session.ts';

/** Whatever can be compared by name: `trigger student_mistakes.trg_stamp_mistake` -> its definition. */
export type NamedDefinitions = ReadonlyMap<string, string>;

export interface DatabaseDescription {
  readonly schema: NamedDefinitions;
  readonly settings: NamedDefinitions;
  readonly rowCounts: ReadonlyMap<string, number>;
}

export interface Difference {
  readonly area: 'schema' | 'settings' | 'rows';
  readonly name: string;
  /** Null where it is not there. Definitions of functions are too long to show: both are their MD5 then. */
  readonly first: string | null;
  readonly second: string | null;
}

/** Reads only. */
export async function describeDatabase(session: SqlSession): Promise<DatabaseDescription> {
  const schema = await readNamed(session, diffSchemaSql);
  const settings = new Map<string, string>();
  for (const { table, sql } of diffSettingsSql) {
    if (!schema.has(`table ${table}`)) continue;
    for (const [name, definition] of await readNamed(session, sql)) settings.set(name, definition);
  }
  const sizes = await countRows(session, null);
  const rowCounts = sizes.filter(({ name }) => !replicaTables.includes(name));
  return { schema, settings, rowCounts: new Map(rowCounts.map(({ name, rowCount }) => [name, rowCount])) };
}

/** In the order of areas, then of names; empty when there is none. */
export function compareDatabases(first: DatabaseDescription, second: DatabaseDescription): readonly Difference[] {
  const asText = (counts: ReadonlyMap<string, number>) =>
    new Map([...counts].map(([name, count]) => [name, String(count)]));
  return [
    ...compareNamed('schema', first.schema, second.schema),
    ...compareNamed('settings', first.settings, second.settings),
    ...compareNamed('rows', asText(first.rowCounts), asText(second.rowCounts)),
  ];
}

function compareNamed(
  area: Difference['area'],
  first: NamedDefinitions,
  second: NamedDefinitions,
): readonly Difference[] {
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  return names.flatMap((name) => {
    const difference = { area, name, first: first.get(name) ?? null, second: second.get(name) ?? null };
    return difference.first === difference.second ? [] : [difference];
  });
}

async function readNamed(session: SqlSession, sql: string): Promise<NamedDefinitions> {
  const { rows } = await session.query<{ name: string; definition: string }>(sql);
  return new Map(rows.map(({ name, definition }) => [name, definition]));
}
