/** The same SQL files that every replica runs, bundled as text. */
const files = import.meta.glob<string>('../../sql/migrations/*.sql', { query: '?raw', import: 'default', eager: true });

/** File name (`006_smart_mistake_analyzer.sql`) and text, in order. */
export const bundledMigrations: readonly { readonly fileName: string; readonly sql: string }[] = Object.entries(files)
  .map(([path, sql]) => ({ fileName: path.slice(path.lastIndexOf('/') + 1), sql }))
  .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
