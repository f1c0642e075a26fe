/** What an operator does from the terminal, as the owner of the database: people, classes, codes. */
import { z } from 'zod';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { RequestProblem } from '../problem.ts';
import { revokeAll } from '../sign-in/refresh-tokens.ts';

const name = z.string().trim().min(1).max(80);
const email = z.email().max(320);
/** Hashed where it was typed: a password itself never travels. */
const passwordHash = z.string().startsWith('$argon2id$').max(1000);

export const administrationSchema = z.discriminatedUnion('command', [
  z.object({
    command: z.literal('create-person'),
    role: z.enum(['teacher', 'hub', 'operator']),
    name,
    email,
    password_hash: passwordHash,
  }),
  z.object({ command: z.literal('reset-password'), email, password_hash: passwordHash }),
  z.object({ command: z.literal('list-people') }),
  z.object({
    command: z.literal('create-class'),
    name,
    teacher_email: email.optional(),
    preset: z.string().max(50).optional(),
    roster: z.array(name).max(500),
  }),
  z.object({ command: z.literal('list-classes') }),
  z.object({ command: z.literal('add-hub'), class: z.string().trim().min(1).max(80), email }),
  z.object({
    command: z.literal('join-code'),
    /** Id or exact name. */
    class: z.string().trim().min(1).max(80),
    minutes: z.number().int().optional(),
    uses: z.number().int().optional(),
  }),
  z.object({
    command: z.literal('merge-students'),
    class: z.string().trim().min(1).max(80),
    /** Id of the roster's entry, or its name. */
    keep: name,
    merge: name,
    /** Otherwise nothing is done: the two are only shown. */
    is_confirmed: z.boolean(),
  }),
]);
export type AdministrationRequest = z.infer<typeof administrationSchema>;

/** Throws `RequestProblem` NOT_FOUND, CONFLICT or INVALID_INPUT, or what the database's functions refuse with. */
export async function administer(session: SqlSession, request: AdministrationRequest): Promise<unknown> {
  switch (request.command) {
    case 'create-person':
      return readOne(session, 'SELECT create_person($1, $2, $3, $4) AS value', [
        request.role,
        request.name,
        request.email,
        request.password_hash,
      ]);
    case 'reset-password': {
      const personId = await findPerson(session, request.email);
      await session.query('UPDATE people SET password_hash = $2, updated_at = now() WHERE id = $1', [
        personId,
        request.password_hash,
      ]);
      // Whoever knew the old one is signed out.
      await revokeAll(session, personId, null);
      return { person_id: personId };
    }
    case 'list-people':
      return readAll(
        session,
        `SELECT role, display_name, email, disabled_at IS NOT NULL AS is_disabled FROM people ORDER BY role, lower(display_name)`,
      );
    case 'create-class': {
      const teacherId = request.teacher_email === undefined ? null : await findPerson(session, request.teacher_email);
      return readOne(session, 'SELECT create_class($1, $2, $3::text[], $4::uuid) AS value', [
        request.name,
        request.preset ?? null,
        request.roster,
        teacherId,
      ]);
    }
    case 'add-hub':
      return readOne(session, 'SELECT add_class_hub($1, $2) AS value', [
        await findClass(session, request.class),
        await findPerson(session, request.email),
      ]);
    case 'list-classes':
      return readOne(session, 'SELECT my_classes() AS value', []);
    case 'join-code': {
      const classId = await findClass(session, request.class);
      return readOne(session, 'SELECT create_join_code($1, coalesce($2::int, 1440), coalesce($3::int, 200)) AS value', [
        classId,
        request.minutes ?? null,
        request.uses ?? null,
      ]);
    }
    case 'merge-students': {
      const classId = await findClass(session, request.class);
      const kept = await findMember(session, classId, request.keep);
      const merged = await findMember(session, classId, request.merge);
      if (kept.student_id === merged.student_id)
        throw new RequestProblem('CONFLICT', { detail: 'Both names are of one student already' });
      if (request.is_confirmed)
        await readOne(session, 'SELECT merge_students($1, $2, $3) AS value', [
          classId,
          kept.member_id,
          merged.member_id,
        ]);
      return { kept, merged };
    }
  }
}

interface FoundMember {
  readonly member_id: string;
  readonly student_id: string;
  readonly display_name: string;
  readonly device_count: number;
  readonly mistake_count: number;
}

/** A claimed name of the roster, with what tells its owner from another: devices and mistakes. */
async function findMember(session: SqlSession, classId: string, idOrName: string): Promise<FoundMember> {
  const { rows } = await session.query<{ [Key in keyof FoundMember]: FoundMember[Key] | null }>(
    `SELECT member.id AS member_id, member.student_id, member.display_name,
       (SELECT count(*)::int FROM devices WHERE student_id = member.student_id) AS device_count,
       (SELECT count(*)::int FROM student_mistakes WHERE student_id = member.student_id) AS mistake_count
     FROM class_members AS member
     WHERE member.class_id = $1 AND member.left_at IS NULL
       AND (member.id::text = lower($2) OR fold_name(member.display_name) = fold_name($2))`,
    [classId, idOrName],
  );
  const [found, another] = rows;
  if (found === undefined) throw new RequestProblem('NOT_FOUND', { detail: 'The class has no such name' });
  if (another !== undefined)
    throw new RequestProblem('CONFLICT', { detail: 'The class has this name more than once: give the id' });
  if (found.student_id === null)
    throw new RequestProblem('CONFLICT', {
      detail: 'Nobody has claimed one of the names, so there is nothing to merge',
    });
  return found as FoundMember;
}

async function findPerson(session: SqlSession, address: string): Promise<string> {
  const { rows } = await session.query<{ id: string }>('SELECT id FROM people WHERE lower(email) = lower($1)', [
    address,
  ]);
  const [person] = rows;
  if (person === undefined) throw new RequestProblem('NOT_FOUND', { detail: 'There is no account with this e-mail' });
  return person.id;
}

async function findClass(session: SqlSession, idOrName: string): Promise<string> {
  const { rows } = await session.query<{ id: string }>(
    'SELECT id FROM classes WHERE (id::text = lower($1) OR display_name = $1) AND archived_at IS NULL',
    [idOrName],
  );
  const [found, another] = rows;
  if (found === undefined) throw new RequestProblem('NOT_FOUND', { detail: 'There is no class of this name or id' });
  if (another !== undefined)
    throw new RequestProblem('CONFLICT', { detail: 'Several classes have this name: give the id' });
  return found.id;
}

async function readOne(session: SqlSession, statement: string, values: readonly unknown[]): Promise<unknown> {
  const { rows } = await session.query<{ value: unknown }>(statement, values);
  return rows[0]?.value;
}

async function readAll(session: SqlSession, statement: string): Promise<unknown> {
  return (await session.query(statement)).rows;
}
