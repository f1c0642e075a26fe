/** Numbers of classes for their teachers, as JSON. The functions of 010 decide who may ask. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { callFunction } from '../exchange/call-function.ts';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticateSignedIn } from '../sign-in/authenticate.ts';
import { describeRoute } from '../status/api-documents.ts';

const moment = z.iso.datetime({ offset: true });
const range = { from: moment.optional(), to: moment.optional() };
const timeZone = { time_zone: z.string().max(60).optional() };

interface Report {
  readonly path: string;
  readonly functionName: string;
  readonly summary: string;
  readonly query: z.ZodObject;
}

const reports: readonly Report[] = [
  {
    path: 'overview',
    functionName: 'analytics_class_overview',
    summary: 'A class at a glance: students, answers, mistakes, reflexes, verdicts, days, devices',
    query: z.object({ ...range, ...timeZone }),
  },
  {
    path: 'mistakes',
    functionName: 'analytics_mistakes_by',
    summary: 'Mistakes counted by any of class, student, topic, code and day (group_by=topic,code)',
    query: z.object({
      ...range,
      ...timeZone,
      group_by: z
        .string()
        .max(100)
        .transform((text) => text.split(','))
        .optional(),
      max_rows: z.coerce.number().int().min(1).max(5_000).optional(),
    }),
  },
  {
    path: 'heat-map',
    functionName: 'analytics_class_heat_map',
    summary: 'Student x topic with the verdict of each, and who needs help now',
    query: z.object({}),
  },
  {
    path: 'reflexes',
    functionName: 'analytics_reflexes',
    summary: 'Reflexes by type: delivery rate, marks, and whether the next answers got better',
    query: z.object({ ...range, global_topic_uid: z.string().max(100).optional() }),
  },
  {
    path: 'devices',
    functionName: 'analytics_devices',
    summary: 'Devices of a class: last contact, lag, refused rows',
    query: z.object({}),
  },
];

/** `all` instead of an id: every class, for operators. */
const paramsSchema = z.object({
  classId: z.union([z.literal('all').transform(() => null), z.uuid()]),
});

export function registerAnalyticsRoutes(server: FastifyInstance, context: ServerContext): void {
  const read = async (request: Parameters<typeof authenticateSignedIn>[0], name: string, args: object) => {
    const caller = await authenticateSignedIn(request, context.tokens);
    const { body } = await callFunction(context, caller, name, Object.keys(args), JSON.stringify(args));
    return body ?? 'null';
  };

  server.get(
    '/api/analytics/classes',
    describeRoute({ tag: 'analytics', summary: 'Classes of the signed-in teacher' }),
    async (request, reply) => answer(reply, await read(request, 'my_classes', {})),
  );
  for (const { path, functionName, summary, query } of reports) {
    server.get(
      `/api/analytics/classes/:classId/${path}`,
      describeRoute({ tag: 'analytics', summary, query }),
      async (request, reply) => {
        const params = paramsSchema.safeParse(request.params);
        if (!params.success) throw new RequestProblem('NOT_FOUND', { detail: 'A class is named by its id' });
        const given = Object.entries(query.parse(request.query)).filter(([, value]) => value !== undefined);
        const args = Object.fromEntries(given.map(([name, value]) => [`p_${name}`, value]));
        return answer(reply, await read(request, functionName, { p_class_id: params.data.classId, ...args }));
      },
    );
  }
}

function answer(
  reply: { type(type: string): unknown; header(name: string, value: string): unknown },
  body: string,
): string {
  reply.type('application/json; charset=utf-8');
  reply.header('cache-control', 'no-store');
  return body;
}
