import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classes, principals, students } from '../sql/isolation-matrix.ts';
import { seedClassrooms } from '../sql/isolation-rows.ts';
import { serverKinds, type TestServer } from './test-server.ts';

const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
const reports = ['overview', 'mistakes', 'heat-map', 'reflexes', 'devices'];

describe.each(serverKinds)('analytics of a server on $label', (kind) => {
  let server: TestServer;
  const get = async (path: string, principal: 'teacher' | 'otherTeacher' | 'student' | 'hub' | 'operator') =>
    server.get(`/api/analytics/classes${path}`, await server.sign(principals[principal].claims));
  beforeAll(async () => {
    server = await kind.open();
    await server.running.database.asOwner((session) => seedClassrooms(session));
  });
  afterAll(() => server.close());

  it('gives a teacher the numbers of their class', async () => {
    expect((await get('', 'teacher')).body).toMatchObject([{ class_id: classes.first, student_count: 2 }]);
    const mistakes = await get(
      `/${classes.first}/mistakes?group_by=topic,code&from=${hour(-1)}&to=${hour(1)}&max_rows=10`,
      'teacher',
    );
    expect(mistakes.body.rows).toMatchObject([
      { global_topic_uid: 'TR.MAT.ALG.001', mistake_code: 'GUESS', mistake_count: 10, student_count: 2 },
    ]);
    const heatMap = await get(`/${classes.first}/heat-map`, 'teacher');
    expect(heatMap.body.students.map(({ student_id }: { student_id: string }) => student_id).sort()).toEqual([
      students.student,
      students.classmate,
    ]);
    expect((await get(`/${classes.first}/devices`, 'teacher')).body.devices).toHaveLength(2);
    expect((await get(`/${classes.first}/overview?time_zone=Europe/Istanbul`, 'teacher')).status).toBe(200);
    expect((await get(`/${classes.first}/reflexes`, 'teacher')).status).toBe(200);
  });

  it.each(reports)('keeps %s of a class from everybody else', async (report) => {
    for (const [principal, code] of [
      ['otherTeacher', 'NOT_FOUND'],
      ['student', 'FORBIDDEN'],
      ['hub', 'FORBIDDEN'],
    ] as const) {
      const answer = await get(`/${classes.first}/${report}`, principal);
      expect([principal, answer.body.code]).toEqual([principal, code]);
      expect(answer.text).not.toContain(students.student);
    }
    expect((await server.get(`/api/analytics/classes/${classes.first}/${report}`)).body.code).toBe('SIGN_IN_REQUIRED');
    expect((await get(`/all/${report}`, 'teacher')).body.code).toBe('FORBIDDEN');
    expect((await get(`/all/${report}`, 'operator')).status).toBe(200);
    expect((await get(`/nonsense/${report}`, 'teacher')).body.code).toBe('NOT_FOUND');
  });

  it('refuses ranges, zones and groups that are none', async () => {
    for (const query of [
      'from=yesterday',
      'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      'time_zone=Nowhere/Land',
      "group_by=topic,password'",
      'max_rows=0',
    ]) {
      const answer = await get(`/${classes.first}/mistakes?${query}`, 'teacher');
      expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'INVALID_INPUT']);
    }
  });
});
