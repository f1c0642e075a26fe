/** The themes of 009 in files of their own, over databases that are opened once. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { call } from './act-as.ts';
import { testBelonging } from './classrooms/belonging.ts';
import { change, type Joined, type Look, prepareClassrooms } from './classrooms/classroom-ground.ts';
import { testJoining } from './classrooms/joining.ts';
import { testStaffAndRosters } from './classrooms/staff-and-rosters.ts';
import { principals } from './isolation-matrix.ts';
import { databaseKinds, migrateAll, postgres18 } from './test-databases.ts';

const { service } = principals;

describe.each(databaseKinds)('classrooms on $label', (kind) => {
  const ground = prepareClassrooms(kind);
  testJoining(ground);
  testBelonging(ground);
  testStaffAndRosters(ground);
});

describe('claiming on PostgreSQL 18', () => {
  test('of sixteen devices that claim one name at the same moment one gets it, and as many entering one name make one; presets and pushes never wait in a circle', async () => {
    const database = await postgres18.open();
    try {
      // An owner who is no superuser makes the three roles, and may act as them.
      await database.session.exec(`
        CREATE ROLE school CREATEROLE; GRANT CREATE ON DATABASE postgres TO school; ALTER SCHEMA public OWNER TO school;
        SET SESSION AUTHORIZATION school`);
      await migrateAll(database.session);
      const { class_id } = await call<{ class_id: string }>(database.session, service, 'create_class', {
        p_display_name: 'K',
        p_roster: ['A'],
      });
      const { code } = await call<{ code: string }>(database.session, service, 'create_join_code', {
        p_class_id: class_id,
      });
      const look = await call<Look>(database.session, service, 'look_up_join_code', { p_code: code });
      const connections = await Promise.all(Array.from({ length: 16 }, () => database.connect?.()));
      const race = async (name: object) => {
        const answers = await Promise.all(
          connections.map(async (connection) => {
            if (connection === undefined) throw new Error('no connection');
            return call<Joined>(connection.session, service, 'join_class', {
              p_code: code,
              p_member_id: null,
              p_display_name: null,
              p_replica: randomUUID(),
              p_device_name: '',
              p_local_student_id: randomUUID(),
              ...name,
            });
          }),
        );
        return answers.map(({ status }) => status).sort();
      };
      const expected = ['joined', ...Array.from({ length: 15 }, () => 'waiting')];
      expect(await race({ p_member_id: look.roster[0]?.member_id })).toEqual(expected);
      expect(await race({ p_display_name: 'B' })).toEqual(expected);

      // A teacher changes the preset of the class while its pupils push their own choice: nobody waits in a circle.
      for (let pupil = 0; pupil < 16; pupil += 1) {
        await call(database.session, service, 'join_class', {
          p_code: code,
          p_member_id: null,
          p_display_name: `P${pupil}`,
          p_replica: randomUUID(),
          p_device_name: '',
          p_local_student_id: randomUUID(),
        });
      }
      const { rows: pupils } = await database.session.query<{ id: string }>(
        `SELECT student_id AS id FROM class_members WHERE class_id = $1 AND display_name LIKE 'P%'`,
        [class_id],
      );
      await Promise.all(
        connections.map(async (connection, place) => {
          for (let round = 0; round < 12; round += 1) {
            if (connection === undefined) throw new Error('no connection');
            if (place < 4) {
              const preset = ['soft', 'normal', 'aggressive'][round % 3];
              await call(connection.session, service, 'set_class_preset', {
                p_class_id: class_id,
                p_preset_name: preset,
              });
            } else {
              const changes = pupils.map(({ id }) =>
                change(
                  'student_analysis_settings',
                  id,
                  { student_id: id, preset_name: 'soft', updated_at: new Date().toISOString() },
                  id,
                ),
              );
              const sent = place % 2 === 0 ? changes : changes.reverse();
              await call(connection.session, service, 'sync_push', {
                p_replica: randomUUID(),
                p_changes: JSON.stringify(sent),
              });
            }
          }
        }),
      );
      await Promise.all(connections.map((connection) => connection?.close()));
    } finally {
      await database.close();
    }
  }, 60_000);
});
