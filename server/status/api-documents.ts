/** The OpenAPI document at /docs/json, and its pages at /docs, with everything they need served from here. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { z } from 'zod';
import {
  helloAnswerSchema,
  helloRequestSchema,
  problemSchema,
  pullAnswerSchema,
  pullRequestSchema,
  pushAnswerSchema,
  pushRequestSchema,
} from '../../shared/sync/http-contract.ts';
import type { RpcFunction } from '../exchange/rpc-functions.ts';

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><text x="0" y="28" font-family="sans-serif" font-size="24" font-weight="700" fill="#fff">End.STP</text></svg>';

interface RouteDescription {
  readonly tag: 'sign-in' | 'joining' | 'exchange' | 'analytics' | 'status';
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
}

/** What a route takes and gives, for the document only: the schemas themselves check it in the handler. */
export function describeRoute({ tag, summary, query, body, answer }: RouteDescription): RouteShorthandOptions {
  return {
    schema: {
      tags: [tag],
      summary,
      ...(query === undefined ? {} : { querystring: toJsonSchema(query) }),
      ...(body === undefined ? {} : { body: toJsonSchema(body) }),
      response: {
        ...(answer === undefined ? {} : { 200: toJsonSchema(answer) }),
        default: { description: 'A problem document (RFC 9457)', ...toJsonSchema(problemSchema) },
      },
    },
  };
}

function toJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  });
  return rest;
}

/** JSON types of arguments, by their types in SQL; what is not listed travels as text. */
const jsonTypes: Readonly<Record<string, Record<string, unknown>>> = {
  uuid: { type: 'string', format: 'uuid' },
  'timestamp with time zone': { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  jsonb: {},
  'text[]': { type: 'array', items: { type: 'string' } },
  'uuid[]': { type: 'array', items: { type: 'string', format: 'uuid' } },
};

/** What the exchange takes and gives is written down once, for both sides. */
const exchangeSchemas: Readonly<Record<string, { readonly body: z.ZodType; readonly answer: z.ZodType }>> = {
  sync_hello: { body: helloRequestSchema, answer: helloAnswerSchema },
  sync_push: { body: pushRequestSchema, answer: pushAnswerSchema },
  sync_pull: { body: pullRequestSchema, answer: pullAnswerSchema },
};

/** A function of the database as a path of the document, explained by its own comment. */
function describeFunction({ name: functionName, comment, arguments: taken }: RpcFunction): Record<string, unknown> {
  const written = exchangeSchemas[functionName];
  const schema = written === undefined ? schemaOfArguments(taken) : toJsonSchema(written.body);
  const content =
    written === undefined ? {} : { content: { 'application/json': { schema: toJsonSchema(written.answer) } } };
  return {
    post: {
      tags: ['functions'],
      ...(comment === null ? {} : { description: comment }),
      requestBody: { content: { 'application/json': { schema } } },
      responses: {
        200: { description: 'The result of the function', ...content },
        default: { description: 'A problem document' },
      },
    },
  };
}

function schemaOfArguments(taken: RpcFunction['arguments']): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(taken.map(({ name, type }) => [name, jsonTypes[type] ?? { type: 'string' }])),
    required: taken.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name),
  };
}

export async function registerApiDocuments(server: FastifyInstance, functions: readonly RpcFunction[]): Promise<void> {
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => (value) => JSON.stringify(value));
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'End.STP server',
        description:
          'Sync, joining a class, sign-in and analytics. Every refusal is a problem document with a stable code.',
        version: '1',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transformObject(document) {
      if (!('openapiObject' in document)) return document.swaggerObject;
      const paths = functions.map((described) => [`/rest/v1/rpc/${described.name}`, describeFunction(described)]);
      return { ...document.openapiObject, paths: { ...document.openapiObject.paths, ...Object.fromEntries(paths) } };
    },
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { tryItOutEnabled: false, validatorUrl: null },
    logo: { type: 'image/svg+xml', content: Buffer.from(logo) },
    theme: { title: 'End.STP server' },
  });
}

const sharedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Bearer tokens, no cookies: a page of another origin can do nothing here that it could not do by itself.
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-request-id',
};

/** The pages of /docs load their own files and nothing else; answers of the API are never pages. */
export function apiHeaders(request: FastifyRequest): Readonly<Record<string, string>> {
  const policy = request.url.startsWith('/docs')
    ? "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    : "default-src 'none'; frame-ancestors 'none'";
  return { ...sharedHeaders, 'content-security-policy': policy };
}
