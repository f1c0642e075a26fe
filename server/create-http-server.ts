/** The HTTP front: what every request goes through, in this order, and the routes behind it. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { problemContentType } from '../shared/sync/http-contract.ts';
import { registerAdministrationRoutes } from './administration/administration-routes.ts';
import { registerAnalyticsRoutes } from './analytics/analytics-routes.ts';
import { isAppScreen, registerAppFiles, securityHeadersOf, sendAppScreen } from './app-files.ts';
import { registerHintRoutes } from './exchange/hint-routes.ts';
import { registerRpcRoutes } from './exchange/rpc-routes.ts';
import { allowOtherOrigins } from './http/allow-other-origins.ts';
import { watchRoutes } from './http/known-routes.ts';
import { registerJoinRoutes } from './joining/join-routes.ts';
import { compressAnswers } from './limits/compress-answers.ts';
import { shedLoad } from './limits/load-shedding.ts';
import { limitRates, type RateLimits } from './limits/rate-limits.ts';
import { acceptJsonBodies } from './limits/request-bodies.ts';
import { problemDocument, RequestProblem } from './problem.ts';
import { problemOfError, retryAfterSeconds } from './problem-of-error.ts';
import type { ServerContext } from './server-context.ts';
import { registerTokenRoutes } from './sign-in/token-routes.ts';
import { apiHeaders, registerApiDocuments } from './status/api-documents.ts';
import { registerStatusRoutes } from './status/status-routes.ts';
import type { ServerCertificate } from './tls/server-certificate.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  /** The built page; null where it has not been built. */
  readonly appFolder: string | null;
  /** What Fastify's `trustProxy` takes: true, or addresses and networks separated by commas. */
  readonly trustProxy: boolean | string;
  readonly rateLimits: RateLimits;
  /** Weak links: a compressed push of 256 KB at 3 KB/s takes 90 s. */
  readonly requestTimeoutMs: number;
  /** Null for plain HTTP, on this machine or behind a proxy that does TLS. */
  readonly certificate?: ServerCertificate | null;
}

const apiPrefixes = ['/api/', '/auth/', '/rest/', '/docs', '/healthz', '/readyz', '/metrics'];

export async function createHttpServer(context: ServerContext, options: HttpServerOptions): Promise<FastifyInstance> {
  // Node looks for requests that are late only so often.
  const connection = { connectionsCheckingInterval: Math.min(5_000, options.requestTimeoutMs / 4) };
  const { certificate = null } = options;
  const settings: FastifyServerOptions = {
    loggerInstance: options.log as FastifyBaseLogger,
    // Each request gets one line, written below.
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever asks may name the request (X-Request-Id is not read: it would be a way into the log).
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy,
    requestTimeout: options.requestTimeoutMs,
    connectionTimeout: options.requestTimeoutMs,
    ...(certificate === null
      ? { http: connection }
      : { https: { ...connection, key: certificate.key, cert: certificate.certificate, minVersion: 'TLSv1.2' } }),
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: true },
    // Requests that come while the server stops are answered with a problem document, not by a reset.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
    clientErrorHandler: answerBrokenRequest,
    exposeHeadRoutes: true,
  };
  const server = fastify(settings);

  // Node takes the longer of the two for the whole request, whichever is called so.
  server.server.headersTimeout = Math.min(60_000, options.requestTimeoutMs);

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (context.isStopping && request.routeOptions.url !== '/healthz') {
      throw new RequestProblem('SERVER_STOPPING', { retryAfterSeconds: retryAfterSeconds() });
    }
  });
  server.addHook('onSend', async (request, reply) => {
    reply.headers(isApi(request) ? apiHeaders(request) : securityHeadersOf(request));
    // A connection that stayed open would hold up the end for as long as its client likes.
    if (context.isStopping) reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (request, reply) => observe(request, reply));
  server.setErrorHandler(answerProblem);
  server.setNotFoundHandler(async (request, reply) => {
    if (!isApi(request) && options.appFolder !== null && isAppScreen(request)) return sendAppScreen(reply);
    const allow = knownRoutes.methodsAt(request.url);
    throw allow === '' ? new RequestProblem('NOT_FOUND') : new RequestProblem('METHOD_NOT_ALLOWED', { allow });
  });

  const knownRoutes = watchRoutes(server);
  allowOtherOrigins(server, isApi);
  await shedLoad(server, context.database.kind === 'embedded');
  acceptJsonBodies(server);
  compressAnswers(server);
  await limitRates(server, context, options.rateLimits);
  await registerApiDocuments(server, await context.rpcCatalogue.list());
  await server.register(async (routes) => {
    registerStatusRoutes(routes, context);
    registerTokenRoutes(routes, context);
    registerJoinRoutes(routes, context);
    registerRpcRoutes(routes, context);
    registerHintRoutes(routes, context);
    registerAnalyticsRoutes(routes, context);
    registerAdministrationRoutes(routes, context);
  });
  if (options.appFolder !== null) await registerAppFiles(server, options.appFolder);
  return server;

  function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const problem = problemOfError(error);
    context.metrics.problems.inc({ code: problem.code });
    if (problem.status >= 500) request.log.error({ code: problem.code, err: error }, 'request failed');
    const { retryAfterSeconds: waitSeconds, allow } = problem.details;
    if (waitSeconds !== undefined) reply.header('retry-after', String(waitSeconds));
    if (allow !== undefined) reply.header('allow', allow);
    if (problem.status === 401) reply.header('www-authenticate', `Bearer error="${problem.code}"`);
    return reply
      .code(problem.status)
      .type(problemContentType)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemDocument(problem, request.id, request.url.startsWith('/auth/'))));
  }

  function observe(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    context.metrics.requests.inc({ method, route, status: String(reply.statusCode) });
    context.metrics.requestSeconds.observe({ method, route }, reply.elapsedTime / 1000);
    request.log.info(
      { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 },
      'answered',
    );
  }
}

function isApi(request: FastifyRequest): boolean {
  return apiPrefixes.some((prefix) => request.url.startsWith(prefix));
}

/** What is not even HTTP, or came too slowly. Fastify has no request to speak of, so the answer is written by hand. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const problem = new RequestProblem(isLate ? 'REQUEST_TIMED_OUT' : 'MALFORMED_BODY');
  const body = JSON.stringify(problemDocument(problem, randomUUID(), false));
  socket.end(
    `HTTP/1.1 ${problem.status} ${isLate ? 'Request Timeout' : 'Bad Request'}\r\ncontent-type: ${problemContentType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
