import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { promisedObjects } from '../../shared/database/promised-objects.ts';
import { actAs } from './act-as.ts';
import {
  accessByTable,
  allowedAccess,
  callableFunctions,
  owners,
  type PrincipalName,
  principals,
} from './isolation-matrix.ts';
import { rowKeys, seedClassrooms } from './isolation-rows.ts';
import { databaseKinds, migrations, type TestDatabase } from './test-databases.ts';

/**
 * Tries everything with one row and takes it back. Whatever goes wrong after the check of permissions (a key that is
 * there already, say) means that it was allowed.
 */
const probeFunction = `
  CREATE SCHEMA isolation_probe;
  GRANT USAGE ON SCHEMA isolation_probe TO PUBLIC;
  CREATE FUNCTION isolation_probe.try(p_statement TEXT) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
  DECLARE
    v_count INT;
  BEGIN
    EXECUTE p_statement;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = v_count::text;
  EXCEPTION
    WHEN insufficient_privilege THEN RETURN false;
    WHEN SQLSTATE 'ZZ001' THEN RETURN SQLERRM::int > 0;
    WHEN OTHERS THEN
      IF SQLSTATE ~ '^(23|PT)' THEN RETURN true; END IF;
      RAISE;
  END $$;
  CREATE FUNCTION isolation_probe.access(p_probes JSONB) RETURNS JSONB LANGUAGE plpgsql AS $$
  DECLARE
    v_probe JSONB;
    v_table TEXT;
    v_where TEXT;
    v_column TEXT;
    v_found JSONB := '{}';
  BEGIN
    FOR v_probe IN SELECT * FROM jsonb_array_elements(p_probes) LOOP
      v_table := v_probe ->> 'table';
      v_where := format(' WHERE %I::text = %L', v_probe ->> 'column', v_probe ->> 'value');
      SELECT quote_ident(attname) INTO v_column FROM pg_attribute
      WHERE attrelid = v_table::regclass AND attnum > 0 AND NOT attisdropped
      ORDER BY has_column_privilege(attrelid, attnum, 'UPDATE') DESC, attnum LIMIT 1;
      v_found := v_found || jsonb_build_object(concat(v_table, ' ', v_probe ->> 'owner'), concat(
        CASE WHEN isolation_probe.try(format('SELECT %I FROM %I', v_probe ->> 'column', v_table) || v_where) THEN 'S' END,
        CASE WHEN isolation_probe.try(format('INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, %2$L)).*',
          v_table, v_probe ->> 'row')) THEN 'I' END,
        CASE WHEN isolation_probe.try(format('UPDATE %I SET %s = %s', v_table, v_column, v_column) || v_where) THEN 'U' END,
        CASE WHEN isolation_probe.try(format('DELETE FROM %I', v_table) || v_where) THEN 'D' END));
    END LOOP;
    RETURN v_found;
  END $$`;

interface Probe {
  readonly table: string;
  readonly owner: string;
  readonly column: string;
  readonly value: string;
  readonly row: unknown;
}

describe.each(databaseKinds)('two classes on $label', (kind) => {
  let database: TestDatabase;
  const probes: Probe[] = [];
  beforeAll(async () => {
    database = await kind.openMigrated();
    await seedClassrooms(database.session);
    await database.session.exec(probeFunction);
    for (const [table, { column, values }] of Object.entries(rowKeys)) {
      for (const owner of owners) {
        const { rows } = await database.session.query<{ row: unknown }>(
          `SELECT to_jsonb(own) AS row FROM ${table} AS own WHERE ${column}::text = $1 LIMIT 1`,
          [values[owner]],
        );
        expect(rows, `a row of ${table} for ${owner}`).toHaveLength(1);
        probes.push({ table, owner, column, value: values[owner], row: rows[0]?.row });
      }
    }
  }, 60_000);
  afterAll(() => database.close());

  const as = <T>(name: PrincipalName, text: string, params: readonly unknown[] = []) =>
    actAs(database.session, principals[name], async (session) => (await session.query<T>(text, params)).rows);

  test('every table has a rule', async () => {
    const { rows } = await database.session.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
    );
    const tables = rows.map(({ relname }) => relname);
    expect(tables, 'tables of the database; a new one needs a rule in 009 and in isolation-matrix.ts').toEqual(
      Object.keys(accessByTable).sort(),
    );
    expect(Object.keys(rowKeys).sort()).toEqual(tables);
  });

  test.each(Object.keys(principals) as PrincipalName[])(
    '%s reads and writes exactly what the matrix allows',
    async (name) => {
      const [answer] = await as<{ found: Record<string, string> }>(
        name,
        'SELECT isolation_probe.access($1::jsonb) AS found',
        [JSON.stringify(probes)],
      );
      const expected = Object.fromEntries(
        probes.map(({ table, owner }) => [
          `${table} ${owner}`,
          allowedAccess(table, name, owners.find((known) => known === owner) ?? 'student'),
        ]),
      );
      expect(answer?.found).toEqual(expected);
    },
  );

  test('nobody calls a function that was not granted to them by name', async () => {
    const own = migrations.flatMap(({ sql }) =>
      promisedObjects(sql)
        .filter(({ kind: object }) => object === 'function')
        .map(({ name }) => name),
    );
    const { rows } = await database.session.query<{ name: string; anon: boolean; authenticated: boolean }>(
      `SELECT DISTINCT proname AS name, has_function_privilege('anon', oid, 'EXECUTE') AS anon,
         has_function_privilege('authenticated', oid, 'EXECUTE') AS authenticated
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1)`,
      [own],
    );
    expect(rows.filter(({ anon }) => anon).map(({ name }) => name)).toEqual([]);
    expect(
      rows
        .filter(({ authenticated }) => authenticated)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...callableFunctions].sort());
  });

  test('what a caller may see is computed once for a statement, and found by the index', async () => {
    for (const name of ['student', 'teacher', 'operator'] as const) {
      const lines = await database.session.transaction(async (session) => {
        // With a handful of rows a scan would be cheaper.
        await session.query(`SELECT set_config('enable_seqscan', 'off', true)`);
        return actAs(session, principals[name], async (inner) =>
          (await inner.query<Record<string, string>>('EXPLAIN (COSTS OFF) SELECT * FROM student_mistakes')).rows.map(
            (row) => Object.values(row)[0] ?? '',
          ),
        );
      });
      const plan = lines.join('\n');
      expect(plan.match(/InitPlan/g)?.length, plan).toBeGreaterThanOrEqual(2);
      expect(plan).toMatch(/Index Cond: \(student_id = ANY/);
      expect(plan).not.toMatch(/Filter:|SubPlan/);
    }
  });

  test("hashes of passwords, codes and secrets are nobody's to read", async () => {
    for (const statement of [
      'SELECT password_hash FROM people',
      'SELECT code_hash FROM join_codes',
      'SELECT claim_secret_hash FROM join_requests',
      'SELECT claim_key_hash FROM devices',
    ]) {
      await expect(as('operator', statement)).rejects.toThrow('permission denied');
    }
  });
});
