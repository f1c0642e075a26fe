import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, repositoryRoot, type TestDatabase } from '../sql/test-databases.ts';

describe.each(databaseKinds)('a database with the log of changes on $label', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await kind.openMigrated();
  });
  afterAll(() => database.close());

  test('holds no identity of a replica before one is asked for', async () => {
    const { rows } = await database.session.query('SELECT FROM sync_replica UNION ALL SELECT FROM sync_log');
    expect(rows).toEqual([]);
  });

  test('records and logs mistakes after 007 and 006 were rolled back', async () => {
    for (const name of ['007_ui_reflex_bridge.sql', '006_smart_mistake_analyzer.sql']) {
      await database.session.exec(await readFile(join(repositoryRoot, 'sql', 'rollback', name), 'utf8'));
    }
    await database.session.query(
      `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds)
       SELECT gen_random_uuid(), 'TR.MAT.ALG.001', 'SIGN_ERROR', 12 FROM generate_series(1, 2)`,
    );
    const { rows } = await database.session.query(`SELECT table_name FROM sync_log`);
    expect(rows).toEqual([{ table_name: 'student_mistakes' }, { table_name: 'student_mistakes' }]);
  });
});
