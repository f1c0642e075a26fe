import { inOrder, type Migration, toMigration } from '../../shared/database/migration.ts';

const texts = import.meta.glob<string>('../../sql/migrations/*.sql', { query: '?raw', import: 'default', eager: true });

/** The same SQL files that every replica runs, bundled as text. */
export const bundledMigrations: readonly Migration[] = inOrder(
  Object.entries(texts).map(([path, sql]) => toMigration(path, sql)),
);
