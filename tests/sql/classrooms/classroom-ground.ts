/** One class with three names and a code, made anew before each test, in a database that is opened once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { SqlSession } from '../../../shared/database/sql-session.ts';
import { call, refusalOf } from '../act-as.ts';
import { type Principal, principals } from '../isolation-matrix.ts';
import { seedClassrooms } from '../isolation-rows.ts';
import type { TestDatabase, TestDatabaseKind } from '../test-databases.ts';

export interface Joined {
  readonly status: string;
  readonly student_id: string;
  readonly class_id: string;
  readonly class_name: string;
  readonly display_name: string;
  readonly request_id: string;
  readonly claim_secret: string;
}
export interface Look {
  readonly class: { readonly id: string; readonly display_name: string };
  readonly roster: readonly {
    readonly member_id: string;
    readonly display_name: string;
    readonly is_claimed: boolean;
  }[];
}

export const asStudent = (studentId: string): Principal => ({
  role: 'authenticated',
  claims: { sub: studentId, role: 'authenticated', endstp_role: 'student', student_id: studentId },
});
/** A sign-in of Supabase Auth: nothing but a subject. */
export const asAccount = (subject: string): Principal => ({
  role: 'authenticated',
  claims: { sub: subject, role: 'authenticated' },
});

export interface ClassroomGround {
  readonly session: SqlSession;
  readonly classId: string;
  /** Joins the class; a test may go on with the code of another one. */
  code: string;
  rpc<T>(principal: Principal, name: string, args?: Readonly<Record<string, unknown>>): Promise<T>;
  /** Joins as a new device with a new profile, where the input does not say otherwise. */
  join(input: Readonly<Record<string, unknown>>, principal?: Principal): Promise<Joined>;
  refusedJoin(input: Readonly<Record<string, unknown>>, principal?: Principal): Promise<string>;
  memberId(name: string): Promise<string | undefined>;
  /** The column `value` of the first row. */
  scalar<T>(text: string, params?: readonly unknown[]): Promise<T | undefined>;
}

/** Opens the database and makes the classes for the tests of the `describe` in which it is called. */
export function prepareClassrooms(kind: TestDatabaseKind): ClassroomGround {
  const { teacher, service } = principals;
  let database: TestDatabase;
  let classId = '';
  const ground: ClassroomGround = {
    get session() {
      return database.session;
    },
    get classId() {
      return classId;
    },
    code: '',
    rpc: (principal, name, args = {}) => call(database.session, principal, name, args),
    join: (input, principal = service) =>
      ground.rpc(principal, 'join_class', {
        p_code: ground.code,
        p_member_id: null,
        p_display_name: null,
        p_replica: randomUUID(),
        p_device_name: 'PC 4',
        p_local_student_id: randomUUID(),
        ...input,
      }),
    refusedJoin: (input, principal = service) => refusalOf(ground.join(input, principal)),
    memberId: async (name) =>
      (await ground.rpc<Look>(service, 'look_up_join_code', { p_code: ground.code })).roster.find(
        ({ display_name }) => display_name === name,
      )?.member_id,
    scalar: async <T>(text: string, params: readonly unknown[] = []) =>
      (await database.session.query<{ value: T }>(text, params)).rows[0]?.value,
  };
  beforeAll(async () => {
    database = await kind.openMigrated();
    await seedClassrooms(database.session);
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    const made = await ground.rpc<{ class_id: string }>(teacher, 'create_class', {
      p_display_name: '  9-C \n Sınıfı ',
      p_roster: ['Ayşe Yılmaz', 'İpek Işık', 'Mehmet Öz'],
    });
    classId = made.class_id;
    const issued = await ground.rpc<{ code: string }>(teacher, 'create_join_code', { p_class_id: classId });
    ground.code = issued.code;
    await database.session.query(`SELECT setval('join_guess_counter', 1)`);
  });
  return ground;
}

/** A row as it travels in the exchange. */
export function change(table: string, id: string, row: object, scope: string): object {
  return { scope, table, id, row };
}

export function profileOf(studentId: string): object {
  return change(
    'students',
    studentId,
    {
      id: studentId,
      display_name: 'Profil',
      language: 'tr',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2099-01-01T00:00:00Z',
    },
    studentId,
  );
}
