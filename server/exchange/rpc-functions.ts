/**
 * The functions that a client may call, read from the database itself: those that were granted to `anon` or
 * `authenticated` by name. What PUBLIC may execute by default does not count. Their call statements are written, and
 * their names quoted, by the database too.
 */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { ServerDatabase } from '../database/server-database.ts';

export interface RpcFunction {
  readonly name: string;
  readonly arguments: readonly { readonly name: string; readonly type: string; readonly hasDefault: boolean }[];
  readonly isReadOnly: boolean;
  readonly comment: string | null;
}

export interface RpcCall {
  /** Takes the arguments as one JSON object in `$1`; gives one row with `body`, JSON as text or NULL. */
  readonly statement: string;
  readonly isReadOnly: boolean;
  readonly isVoid: boolean;
}

export interface RpcCatalogue {
  /** Null when no function takes these arguments. */
  find(name: string, argumentNames: readonly string[]): Promise<RpcCall | null>;
  list(): Promise<readonly RpcFunction[]>;
}

const granted = `p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
  AND EXISTS (
    SELECT FROM aclexplode(p.proacl) AS acl JOIN pg_roles AS grantee ON grantee.oid = acl.grantee
    WHERE acl.privilege_type = 'EXECUTE' AND grantee.rolname IN ('anon', 'authenticated'))`;

const listStatement = `
  SELECT p.proname AS name, p.provolatile <> 'v' AS is_read_only, obj_description(p.oid, 'pg_proc') AS comment,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', p.proargnames[place], 'type', format_type(type_of, NULL),
        'hasDefault', place > p.pronargs - p.pronargdefaults) ORDER BY place)
      FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS argument (type_of, place)
    ), '[]') AS arguments
  FROM pg_proc AS p WHERE ${granted} ORDER BY p.proname`;

/** Functions have IN arguments first, as PL/pgSQL's and ours have: names and types go by place. */
const findStatement = `
  SELECT p.provolatile <> 'v' AS is_read_only, p.prorettype = 'void'::regtype AS is_void,
    CASE WHEN p.proretset THEN 'SELECT coalesce(jsonb_agg(to_jsonb(result)), ''[]'')::text AS body FROM '
      WHEN p.prorettype = 'void'::regtype THEN 'SELECT NULL AS body FROM '
      ELSE 'SELECT to_jsonb(result)::text AS body FROM ' END
    || CASE WHEN given.passed IS NULL THEN format('public.%I() AS result', p.proname)
      ELSE format('jsonb_to_record($1::jsonb) AS given (%s) CROSS JOIN LATERAL public.%I(%s) AS result',
        given.columns, p.proname, given.passed) END AS statement
  FROM pg_proc AS p
  CROSS JOIN LATERAL (
    SELECT string_agg(format('%I => given.%I', p.proargnames[place], p.proargnames[place]), ', ' ORDER BY place) AS passed,
      string_agg(format('%I %s', p.proargnames[place], format_type(type_of, NULL)), ', ' ORDER BY place) AS columns,
      count(*) AS found_count
    FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS argument (type_of, place)
    WHERE p.proargnames[place] = ANY ($2::text[])
  ) AS given
  WHERE ${granted} AND p.proname = $1 AND given.found_count = cardinality($2::text[])
    AND NOT EXISTS (
      SELECT FROM generate_series(1, p.pronargs - p.pronargdefaults) AS required (place)
      WHERE p.proargnames[required.place] IS NULL OR p.proargnames[required.place] <> ALL ($2::text[]))
  ORDER BY p.pronargs LIMIT 1`;

/** Combinations of arguments that are remembered; beyond it somebody is trying them out. */
const rememberedCount = 500;
const longestName = 63;
const mostArguments = 30;

export function createRpcCatalogue(database: ServerDatabase): RpcCatalogue {
  const calls = new Map<string, RpcCall | null>();
  return {
    async find(name, argumentNames) {
      if (argumentNames.length > mostArguments) return null;
      if ([name, ...argumentNames].some((text) => !/^[a-z_][a-z0-9_]*$/.test(text) || text.length > longestName))
        return null;
      const key = [name, ...[...argumentNames].sort()].join(' ');
      const known = calls.get(key);
      if (known !== undefined) return known;
      const call = await database.asOwner((session) => findCall(session, name, argumentNames));
      if (calls.size < rememberedCount) calls.set(key, call);
      return call;
    },
    list: () =>
      database.asOwner(async (session) => {
        const { rows } = await session.query<{
          name: string;
          is_read_only: boolean;
          comment: string | null;
          arguments: RpcFunction['arguments'];
        }>(listStatement);
        return rows.map((row) => ({ ...row, isReadOnly: row.is_read_only }));
      }),
  };
}

async function findCall(session: SqlSession, name: string, argumentNames: readonly string[]): Promise<RpcCall | null> {
  const { rows } = await session.query<{ is_read_only: boolean; is_void: boolean; statement: string }>(findStatement, [
    name,
    argumentNames,
  ]);
  const [row] = rows;
  return row === undefined ? null : { statement: row.statement, isReadOnly: row.is_read_only, isVoid: row.is_void };
}
