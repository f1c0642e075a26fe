/**
 * Structured logs (JSON lines, pino) without anything about a pupil: no body, no header, no query string, no name, no
 * database error whole. What a line says of a request is its id, method, route pattern, status and duration.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import { toSafeError } from '../shared/database/database-error.ts';
import { ExpectedError } from '../shared/errors/outcome.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export function createServerLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'end-stp-server', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      err: describeError,
      error: describeError,
      // Whatever a library logs of a request: never more than this.
      req: ({ id, method }: { id?: unknown; method?: unknown }) => ({ id, method }),
      res: ({ statusCode }: { statusCode?: unknown }) => ({ statusCode }),
    },
    // A second wall, should somebody ever log one of these.
    redact: {
      paths: [
        'headers',
        'body',
        'password',
        'token',
        'refresh_token',
        'access_token',
        '*.password',
        '*.headers',
        '*.body',
      ],
      remove: true,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Kind and place of an error. Its message is shown only where it is known to hold no data. */
export function describeError(thrown: unknown): Record<string, unknown> {
  const error = toSafeError(thrown);
  if (!(error instanceof Error)) return { name: typeof thrown };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isOwn = error !== thrown || error instanceof ExpectedError;
  const place = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(isOwn ? { message: error.message } : {}),
    stack: place.slice(0, 6).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
