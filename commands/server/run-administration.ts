import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type AdministrationRequest,
  administer,
  administrationSchema,
} from '../../server/administration/administer.ts';
import { signAdministrationToken } from '../../server/administration/administration-token.ts';
import { type RunningServerNote, readRunningServer } from '../../server/administration/running-server-file.ts';
import { readJwtSecret } from '../../server/jwt-secret.ts';
import { openServerDatabase } from '../../server/open-server-database.ts';
import { isProblemCode, RequestProblem } from '../../server/problem.ts';
import { createServerLog } from '../../server/server-log.ts';
import type { ServerOptions } from '../../server/server-options.ts';
import { hashPassword } from '../../server/sign-in/passwords.ts';
import { publicAddressesOf, readCertificate } from '../../server/tls/public-server.ts';
import { ExpectedError } from '../../shared/errors/outcome.ts';
import { nodeTimer } from '../../shared/node/node-sync.ts';
import { createPinnedFetch } from '../../shared/node/pinned-fetch.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { createFetchHttp, type FetchFunction } from '../../shared/sync/fetch-http.ts';
import { problemSchema } from '../../shared/sync/http-contract.ts';
import { joinClassCode } from '../../shared/sync/server-pin.ts';
import { CommandError } from '../db/db-command.ts';
import type { TerminalOutput } from '../db/terminal-output.ts';
import { projectFolder } from '../project-folder.ts';
import type { AdministrationCommand, AdministrationFlags } from './administration-commands.ts';
import { askPassword } from './ask-password.ts';

/** A server that is busy with a push is not gone. */
const askTimeoutMs = 60_000;

/** Carries a command out in the database, or asks the server that has it open. */
export async function runAdministration(
  command: AdministrationCommand,
  flags: AdministrationFlags,
  options: ServerOptions,
  output: TerminalOutput,
): Promise<void> {
  const request = administrationSchema.safeParse(await readRequest(command, flags, output));
  if (!request.success) {
    const option = String(request.error.issues[0]?.path[0] ?? '').replace('_email', '');
    throw new CommandError(
      `--${option} is missing or not written properly. \`npm run server -- --help\` shows an example.`,
    );
  }
  const running = options.databaseUrl === null ? await readRunningServer(options.dataFolder) : null;
  const value = await carryOut(request.data, options, running);
  report(request.data, value, await hubOf(options, running), output);
}

/** Whose pin goes into class codes; null for a server that devices know by its name. */
async function hubOf(
  options: ServerOptions,
  running: RunningServerNote | null,
): Promise<Pick<RunningServerNote, 'publicAddresses' | 'codePin'> | null> {
  if (running !== null) return running;
  const certificate = await readCertificate(options);
  if (certificate?.isOwn !== true) return null;
  const publicAddresses = [...publicAddressesOf(options, `https://127.0.0.1:${options.port}`)];
  return { publicAddresses, codePin: certificate.pin };
}

async function carryOut(
  request: AdministrationRequest,
  options: ServerOptions,
  running: RunningServerNote | null,
): Promise<unknown> {
  if (running !== null) {
    const answer = await askServer(running.address, request, options);
    if (answer !== null) return answer.value;
  }
  const database = await openServerDatabase({
    ...options,
    preparedFolder: join(projectFolder, 'dist', 'prepared'),
    migrations: await readMigrations(join(projectFolder, 'sql', 'migrations')),
    hasOwnThread: false,
    log: createServerLog('silent'),
    onDied: () => undefined,
  });
  try {
    return await database.asOwner((session) => administer(session, request));
  } finally {
    await database.close();
  }
}

/** Null when nobody answers there any more: a server that was killed leaves its file behind. */
async function askServer(
  address: string,
  request: AdministrationRequest,
  { jwtSecret, dataFolder }: ServerOptions,
): Promise<{ readonly value: unknown } | null> {
  const token = await signAdministrationToken(await readJwtSecret(jwtSecret, dataFolder));
  const http = createFetchHttp(createPinnedFetch(fetch as FetchFunction), nodeTimer);
  const sent = await http.send({
    method: 'POST',
    url: `${address}/api/administration`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
    timeoutMs: askTimeoutMs,
  });
  // No reason is worth telling apart: opening the database says whether somebody has it.
  if (!sent.ok) return null;
  const { status, text } = sent.value;
  if (status === 200) return z.object({ value: z.unknown() }).parse(JSON.parse(text));
  const problem = problemSchema.safeParse(JSON.parse(text));
  if (!problem.success || !isProblemCode(problem.data.code))
    throw new ExpectedError('DATABASE_UNREACHABLE', { reason: 'the server did not answer properly' });
  throw new RequestProblem(problem.data.code, { detail: problem.data.detail ?? problem.data.title });
}

async function readRequest(
  command: AdministrationCommand,
  flags: AdministrationFlags,
  output: TerminalOutput,
): Promise<Record<string, unknown>> {
  const { name, email, role, teacher, roster, preset } = flags;
  switch (command) {
    case 'create-teacher':
      assertGiven({ name, email });
      return {
        command: 'create-person',
        role: role ?? 'teacher',
        name,
        email,
        password_hash: await hashPassword(await askPassword(output)),
      };
    case 'reset-password':
      assertGiven({ email });
      return { command, email, password_hash: await hashPassword(await askPassword(output)) };
    case 'create-class':
      return {
        command,
        name,
        roster: roster === undefined ? [] : await readRoster(roster),
        ...(teacher === undefined ? {} : { teacher_email: teacher }),
        ...(preset === undefined ? {} : { preset }),
      };
    case 'join-code':
      return { command, class: flags.class, minutes: readWhole('minutes', flags), uses: readWhole('uses', flags) };
    case 'add-hub':
      return { command, class: flags.class, email };
    case 'merge-students':
      if (flags.confirm !== undefined && flags.confirm !== 'yes') throw new CommandError('--confirm takes only yes.');
      return {
        command,
        class: flags.class,
        keep: flags.keep,
        merge: flags.merge,
        is_confirmed: flags.confirm === 'yes',
      };
    case 'list-people':
    case 'list-classes':
      return { command };
  }
}

/** Before a password is asked for in vain. */
function assertGiven(flags: Readonly<Record<string, string | undefined>>): void {
  for (const [flag, value] of Object.entries(flags)) {
    if (value === undefined || value.trim() === '') throw new CommandError(`--${flag} is missing.`);
  }
}

function readWhole(flag: 'minutes' | 'uses', flags: AdministrationFlags): number | undefined {
  const text = flags[flag];
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CommandError(`--${flag} takes a whole number.`);
}

async function readRoster(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8'))
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch (error) {
    throw new CommandError(
      `The roster ${path} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'}).`,
    );
  }
}

const personSchema = z.looseObject({
  role: z.string(),
  display_name: z.string(),
  email: z.string().nullable(),
  is_disabled: z.boolean(),
});
const classSchema = z.looseObject({
  class_id: z.string(),
  display_name: z.string(),
  name_count: z.number(),
  student_count: z.number(),
  waiting_count: z.number(),
});
const memberSchema = z.looseObject({
  display_name: z.string(),
  device_count: z.number(),
  mistake_count: z.number(),
});
const codeSchema = z.looseObject({ code: z.string(), expires_at: z.string(), max_uses: z.number() });

function report(
  request: AdministrationRequest,
  value: unknown,
  hub: Pick<RunningServerNote, 'publicAddresses' | 'codePin'> | null,
  output: TerminalOutput,
): void {
  switch (request.command) {
    case 'create-person':
      output.line(`Made the ${request.role} ${request.name}, who signs in with ${request.email}.`);
      return;
    case 'reset-password':
      output.line(`${request.email} has the new password and is signed out everywhere.`);
      return;
    case 'create-class': {
      const { class_id } = z.looseObject({ class_id: z.string() }).parse(value);
      output.line(`Made the class ${request.name} (${class_id}) with ${request.roster.length} names.`);
      output.line(`Next: npm run server -- join-code --class ${class_id}`);
      return;
    }
    case 'join-code': {
      const { code, expires_at, max_uses } = codeSchema.parse(value);
      const whole = hub?.codePin == null ? code : joinClassCode(code, hub.codePin);
      output.line(`${whole}   (${joinLinkOf(whole, hub?.publicAddresses[0])})`);
      if (hub !== null) output.line(`Server address: ${hub.publicAddresses.join(' or ')}`);
      output.line(`Good until ${expires_at} and for ${max_uses} devices. It is shown only now.`);
      return;
    }
    case 'add-hub':
      output.line(`${request.email} relays for ${request.class} from now on.`);
      return;
    case 'merge-students': {
      const { kept, merged } = z.object({ kept: memberSchema, merged: memberSchema }).parse(value);
      output.table(
        ['', 'name', 'devices', 'mistakes'],
        [
          ['keeps', kept.display_name, kept.device_count, kept.mistake_count],
          ['merges into it', merged.display_name, merged.device_count, merged.mistake_count],
        ],
      );
      output.line(
        request.is_confirmed
          ? `All that ${merged.display_name} did belongs to ${kept.display_name} now.`
          : 'Nothing was changed yet. If both are one child, do it with --confirm yes: it cannot be taken back.',
      );
      return;
    }
    case 'list-people':
      output.table(
        ['role', 'name', 'e-mail', ''],
        z
          .array(personSchema)
          .parse(value)
          .map((person) => [
            person.role,
            person.display_name,
            person.email ?? '',
            person.is_disabled ? 'disabled' : '',
          ]),
      );
      return;
    case 'list-classes':
      output.table(
        ['class', 'id', 'names', 'students', 'waiting'],
        z
          .array(classSchema)
          .parse(value)
          .map((found) => [
            found.display_name,
            found.class_id,
            found.name_count,
            found.student_count,
            found.waiting_count,
          ]),
      );
  }
}

/** Opens the app with code and server filled in. Only encrypted addresses may be in a link, and this machine's own. */
function joinLinkOf(code: string, address: string | undefined): string {
  const link = `endstp://join/${code.replaceAll('-', '')}`;
  return address === undefined ? link : `${link}?server=${encodeURIComponent(address)}`;
}
