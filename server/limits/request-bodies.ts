/** Bodies as they come in: JSON only, plain or gzipped, of limited size before and after unpacking, and of limited depth. */
import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maxBodyBytes, maxBodyDepth, maxCompressedBodyBytes } from '../../shared/sync/http-contract.ts';
import { RequestProblem } from '../problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as text: PostgreSQL reads it itself, because JavaScript would round long numbers. */
    bodyText: string | null;
  }
}

/** Registers the parser and the unpacking for every route of this server. */
export function acceptJsonBodies(server: FastifyInstance): void {
  server.decorateRequest('bodyText', null);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: maxBodyBytes },
    async (request: FastifyRequest, bytes: Buffer) => {
      // Decoding would put a replacement character in the place of what it cannot read, and that would be stored.
      if (!isUtf8(bytes)) throw new RequestProblem('MALFORMED_BODY', { detail: 'The body is not UTF-8' });
      // Clients announce JSON and send nothing where there is nothing to say.
      if (bytes.length === 0) return undefined;
      const text = bytes.toString('utf8');
      request.bodyText = text;
      return parseJson(text);
    },
  );
  server.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
    if (encoding === 'identity' || encoding === '') return payload;
    if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new RequestProblem('CONTENT_TYPE_UNSUPPORTED');
    if (Number(request.headers['content-length'] ?? 0) > maxCompressedBodyBytes) {
      throw new RequestProblem('BODY_TOO_LARGE');
    }
    return unpack(payload, Number(request.headers['content-length'] ?? 0));
  });
}

/**
 * Each piece that is unpacked is a trip to another thread and back. A push of 500 rows (60 KB, 240 unpacked) took 15 of
 * them with Node's own size of 16 KB.
 */
const largeChunkBytes = 256 * 1024;
const smallChunkBytes = 16 * 1024;
const largeBodyBytes = 4 * 1024;

/** Stops at the limit of what comes in; what comes out is limited by the parser, which stops reading. */
function unpack(payload: NodeJS.ReadableStream, announcedBytes: number): Transform & { receivedEncodedLength: number } {
  let receivedBytes = 0;
  const gunzip = Object.assign(
    createGunzip({ chunkSize: announcedBytes > largeBodyBytes ? largeChunkBytes : smallChunkBytes }),
    { receivedEncodedLength: 0 },
  );
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      receivedBytes += chunk.length;
      gunzip.receivedEncodedLength = receivedBytes;
      if (receivedBytes > maxCompressedBodyBytes) done(new RequestProblem('BODY_TOO_LARGE'));
      else done(null, chunk);
    },
  });
  counter.on('error', (error) => gunzip.destroy(error));
  payload.on('error', (error: Error) => gunzip.destroy(error));
  payload.pipe(counter).pipe(gunzip);
  return gunzip;
}

/** Throws `RequestProblem` MALFORMED_BODY. */
function parseJson(text: string): unknown {
  // Before parsing: JSON.parse goes down one call a level, and so does PostgreSQL.
  const { depth, writtenOutLength } = measureJson(text);
  if (writtenOutLength > maxBodyBytes) throw new RequestProblem('BODY_TOO_LARGE', { detail: 'Its numbers swell' });
  if (depth > maxBodyDepth) throw new RequestProblem('MALFORMED_BODY', { detail: 'The JSON is nested too deeply' });
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Its message quotes the text: only that it failed is told.
    throw new RequestProblem('MALFORMED_BODY', { detail: 'The body is not valid JSON' });
  }
}

/**
 * How many objects and arrays are open at once at most, and how many digits the exponents of its numbers stand for: the
 * database writes 1e9999 out in full. Of text that need not be valid JSON.
 */
function measureJson(text: string): { readonly depth: number; readonly writtenOutLength: number } {
  let depth = 0;
  let deepest = 0;
  let writtenOutLength = 0;
  let isInString = false;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (isInString) {
      if (unit === 0x5c) place += 1;
      else if (unit === 0x22) isInString = false;
    } else if (unit === 0x22) isInString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    else if (unit === 0x65 || unit === 0x45) {
      exponent.lastIndex = place + 1;
      writtenOutLength += Number(exponent.exec(text)?.[1] ?? 0);
    }
  }
  return { depth: deepest, writtenOutLength };
}

const exponent = /[+-]?(\d+)/y;
