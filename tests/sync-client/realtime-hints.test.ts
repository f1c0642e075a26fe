/** Hints of a Supabase project: from a row in the database, over a real web socket, to a device that is told to ask. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { success } from '../../shared/errors/outcome.ts';
import { nodeTimer } from '../../shared/node/node-sync.ts';
import { createFetchHttp, type FetchFunction } from '../../shared/sync/fetch-http.ts';
import { createHintListener } from '../../shared/sync/hint-listener.ts';
import type { HintSocket } from '../../shared/sync/realtime-hints.ts';
import type { SyncLink } from '../../shared/sync/sync-link.ts';
import { migrationsFolder } from '../host/prepared-fixture.ts';
import { type OpenReplica, openReplica } from './device.ts';
import { type RealtimeService, startRealtimeService } from './realtime-service.ts';

const student = randomUUID();
const classmate = randomUUID();
let replica: OpenReplica;
let service: RealtimeService;
const patience = { timeout: 20_000 };

/** What Realtime has in a project, with NOTIFY in the place of its own wire. */
const realtimeSchema = `
  CREATE SCHEMA realtime;
  CREATE TABLE realtime.messages (id int);
  INSERT INTO realtime.messages VALUES (1);
  ALTER TABLE realtime.messages ENABLE ROW LEVEL SECURITY;
  CREATE FUNCTION realtime.topic() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('realtime.topic', true) $$;
  CREATE FUNCTION realtime.send(payload jsonb, event text, topic text, private boolean DEFAULT true) RETURNS void
    LANGUAGE sql AS $$ SELECT pg_notify('realtime_test', topic) $$;
  GRANT USAGE ON SCHEMA realtime TO authenticated;
  GRANT SELECT ON realtime.messages TO authenticated;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA realtime TO authenticated;`;

beforeAll(async () => {
  replica = await openReplica();
  await replica.session.exec(realtimeSchema);
  await replica.session.exec(await readFile(join(migrationsFolder, '012_supabase_hints.sql'), 'utf8'));
  // The token of this test is the subject itself.
  service = await startRealtimeService((channel, subject) =>
    replica.session.transaction(async (session) => {
      await session.query(
        `SELECT set_config('role', 'authenticated', true), set_config('realtime.topic', $2, true),
           set_config('request.jwt.claims', json_build_object('sub', $1::text, 'role', 'authenticated')::text, true)`,
        [subject, channel],
      );
      return (await session.query('SELECT FROM realtime.messages')).rows.length > 0;
    }),
  );
  await replica.pglite.listen('realtime_test', (channel) => service.broadcast(channel));
});
afterAll(async () => {
  await service.close();
  await replica.close();
});

/** As a push does: a row of this scope is in the log from now on. */
const write = (scope: string) =>
  replica.session.query(`SELECT append_sync_log('student_mistakes', ARRAY[$1::uuid], ARRAY[gen_random_uuid()])`, [
    scope,
  ]);

function listen(subject: string, followed: string) {
  const link: SyncLink = {
    id: randomUUID(),
    studentId: followed,
    serverUrl: service.address,
    kind: 'supabase',
    apiKey: 'a publishable key',
    classId: null,
    className: null,
    joinedAt: '2026-01-01T00:00:00Z',
    peerId: null,
  };
  const heard = { hintCount: 0, isListening: false, openedCount: 0 };
  const signed = async () => success(subject);
  const listener = createHintListener({
    http: createFetchHttp(fetch as FetchFunction, nodeTimer),
    tokensOf: () => ({
      current: signed,
      renew: signed,
      leaveRefreshingToOthers: async () => {},
      forget: async () => {},
    }),
    setTimer: nodeTimer,
    random: () => 0,
    onHint: () => {
      heard.hintCount += 1;
    },
    onListening: (_link, isListening) => {
      heard.isListening = isListening;
    },
    openSocket: (url) => {
      heard.openedCount += 1;
      return new WebSocket(url) as HintSocket;
    },
  });
  listener.follow(link);
  return { heard, listener };
}

it('tells a device of rows in its scopes, comes back after a broken line, and is silent when it follows nobody', async () => {
  const { heard, listener } = listen(student, student);
  await expect.poll(() => heard.isListening, patience).toBe(true);
  await write(classmate);
  await write(student);
  await expect.poll(() => heard.hintCount, patience).toBe(1);
  service.dropAll();
  await expect.poll(() => heard.openedCount, patience).toBe(2);
  await expect.poll(() => heard.isListening, patience).toBe(true);
  await write(student);
  await expect.poll(() => heard.hintCount, patience).toBe(2);
  listener.stop();
  expect(heard.isListening).toBe(false);
  await expect.poll(() => service.listening(), patience).toEqual([]);
});

it('tells nobody of a classmate: the policy of the database refuses the channel', async () => {
  const { heard, listener } = listen(student, classmate);
  // Refused, and tried again with longer and longer pauses.
  await expect.poll(() => heard.openedCount, patience).toBe(2);
  await write(classmate);
  expect(heard).toMatchObject({ hintCount: 0, isListening: false });
  listener.stop();
});

it('is understood by the real client of Supabase, on the same channel', async () => {
  const client = createClient(service.address, 'a publishable key', {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  });
  await client.realtime.setAuth(student);
  let hintCount = 0;
  let status = '';
  const channel = client.channel(`endstp-sync:${student}`, { config: { private: true } });
  channel.on('broadcast', { event: 'new' }, () => {
    hintCount += 1;
  });
  channel.subscribe((now) => {
    status = now;
  });
  await expect.poll(() => status, patience).toBe('SUBSCRIBED');
  await write(student);
  await expect.poll(() => hintCount, patience).toBe(1);
  await client.removeAllChannels();
  client.realtime.disconnect();
});
