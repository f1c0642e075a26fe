/**
 * What a module promises: the objects that its text creates by name. A checksum says that a module ran once; only the
 * catalogue says that what it made is still there (a rollback, a CASCADE or a restore may have taken it).
 */
export type PromisedObject =
  | { readonly kind: 'table' | 'function' | 'index' | 'type'; readonly name: string }
  | { readonly kind: 'column' | 'trigger'; readonly name: string; readonly table: string };

const identifier = '([a-z_][a-z0-9_]*)';
const simplePatterns: readonly [kind: 'table' | 'function' | 'index' | 'type', pattern: RegExp][] = [
  ['table', new RegExp(`^CREATE TABLE IF NOT EXISTS ${identifier}`, 'gm')],
  ['function', new RegExp(`^CREATE (?:OR REPLACE )?FUNCTION ${identifier}\\s*\\(`, 'gm')],
  ['index', new RegExp(`^CREATE (?:UNIQUE )?INDEX IF NOT EXISTS ${identifier}`, 'gm')],
  ['type', new RegExp(`\\bCREATE TYPE ${identifier}`, 'g')],
];
const triggerPattern = new RegExp(
  `^CREATE (?:OR REPLACE )?TRIGGER ${identifier}\\s[^;]*?\\bON ${identifier}[\\s\\w]*?\\bFOR EACH`,
  'gm',
);
const alterPattern = new RegExp(`^ALTER TABLE ${identifier}([^;]*);`, 'gm');
const addColumnPattern = new RegExp(`\\bADD COLUMN IF NOT EXISTS ${identifier}`, 'g');

/**
 * Reads the promises out of a module's text: statements that start a line. What is created inside a `DO` block depends
 * on what is there, is indented, and is no promise; a type is, because it can only be made in one.
 */
export function promisedObjects(sql: string): readonly PromisedObject[] {
  const promised: PromisedObject[] = [];
  for (const [kind, pattern] of simplePatterns) {
    for (const name of captured(sql, pattern)) {
      promised.push({ kind, name });
    }
  }
  for (const [, name = '', table = ''] of sql.matchAll(triggerPattern)) {
    promised.push({ kind: 'trigger', name, table });
  }
  for (const [, table = '', actions = ''] of sql.matchAll(alterPattern)) {
    for (const name of captured(actions, addColumnPattern)) {
      promised.push({ kind: 'column', name, table });
    }
  }
  return promised;
}

function captured(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
}
