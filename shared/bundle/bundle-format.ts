/**
 * A bundle: what a replica would send another one, as a file. Lines of JSON in gzip members of some hundred lines each:
 *
 *     {"n":1,"check":"…","head":{"kind":"end_stp_bundle","formatVersion":1,…}}
 *     {"n":2,"check":"…","change":{"scope":…,"seq":…,"table":"students","id":…,"row":{…}}}
 *     {"n":3,"check":"…","end":{"rowCount":1,"counts":{"students":1},"sha256":"…"}}
 *
 * Each line counts itself and carries a check of its own, so damage costs the lines that it hits: the others are still
 * known to be what was written. Head and end together are the manifest; a file without an end was cut short.
 * With a passphrase the whole is one age file. `docs/bundle-format.md` says it for other programs.
 */
import { z } from 'zod';
import { ExpectedError } from '../errors/outcome.ts';

export const bundleFormatVersion = 1;
/** Rows of everyone: packs, presets, types. They flow down only. */
export const everyoneScope = '00000000-0000-0000-0000-000000000000';
/** As deep as JSON of a line may be nested; rows of ours reach 8. PGlite 0.5.16 hangs on 200,000 levels. */
export const maximumDepth = 64;

const headSchema = z.object({
  kind: z.literal('end_stp_bundle'),
  formatVersion: z.number().int().min(1),
  createdAt: z.string().max(40),
  schemaVersion: z.string().max(40).nullable(),
  postgresVersion: z.string().max(200),
  /** Who wrote it. */
  replica: z.uuid(),
  /** The students (and classes) whose rows it holds; null: all of that replica. */
  scopes: z.array(z.uuid()).max(1000).nullable(),
});
export type BundleHead = z.output<typeof headSchema>;

const endSchema = z.object({
  rowCount: z.number().int().min(0),
  counts: z.record(z.string(), z.number().int().min(0)),
  /** See `LineSeal`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BundleEnd = z.output<typeof endSchema>;

export type LineKind = 'head' | 'change' | 'end';

const linePattern = /^\{"n":([1-9]\d{0,14}),"check":"([0-9a-f]{16})","(head|change|end)":(\{.*\})\}$/s;

export interface BundleLine {
  readonly number: number;
  readonly kind: LineKind;
  /** The JSON after the kind, as it was written. */
  readonly json: string;
  readonly digest: Uint8Array;
}

/** SHA-256 over number, kind and JSON of a line. */
async function digestLine(number: number, kind: LineKind, json: string): Promise<Uint8Array> {
  return sha256(new TextEncoder().encode(`${number} ${kind} ${json}`));
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function writeLine(
  number: number,
  kind: LineKind,
  json: string,
): Promise<{ readonly text: string; readonly digest: Uint8Array }> {
  const digest = await digestLine(number, kind, json);
  return { text: `{"n":${number},"check":"${toHex(digest.subarray(0, 8))}","${kind}":${json}}\n`, digest };
}

/** Null for a line that is not what was written. */
export async function readLine(text: string): Promise<BundleLine | null> {
  const [, digits = '', check = '', kind = '', json = ''] = linePattern.exec(text) ?? [];
  if (kind !== 'head' && kind !== 'change' && kind !== 'end') return null;
  const number = Number(digits);
  const digest = await digestLine(number, kind, json);
  return toHex(digest.subarray(0, 8)) === check ? { number, kind, json, digest } : null;
}

/** Throws `ExpectedError` BUNDLE_FORMAT_NEWER; null for a head that cannot be read. */
export function readHead(json: string): BundleHead | null {
  const value = parseObject(json);
  const version = z.object({ kind: z.literal('end_stp_bundle'), formatVersion: z.number() }).safeParse(value);
  if (version.success && version.data.formatVersion > bundleFormatVersion) {
    throw new ExpectedError('BUNDLE_FORMAT_NEWER', { found: version.data.formatVersion, known: bundleFormatVersion });
  }
  return headSchema.safeParse(value).data ?? null;
}

export function readEnd(json: string): BundleEnd | null {
  return endSchema.safeParse(parseObject(json)).data ?? null;
}

const changeSchema = z.object({ scope: z.string().nullish(), table: z.string().max(100), id: z.string().max(1000) });
export type ChangeName = z.output<typeof changeSchema>;

/** What a change is of; null when it is no change at all. The rest is judged by the database. */
export function readChangeName(json: string): ChangeName | null {
  return changeSchema.safeParse(parseObject(json)).data ?? null;
}

/** Undefined for a text that is no JSON, or too deep. */
function parseObject(json: string): unknown {
  if (isTooDeep(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether JSON is nested deeper than `maximumDepth`, told without parsing it. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (isInText) {
      if (character === '\\') index += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > maximumDepth) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

const linesPerSeal = 512;

/**
 * The hash over all lines before the end: for each 512 lines the SHA-256 of the hash so far and the SHA-256 of each of
 * these lines. It tells a line that was taken out, or put in from another bundle, and needs no memory.
 */
export class LineSeal {
  #hash: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #waiting: Uint8Array[] = [];

  async add(digest: Uint8Array): Promise<void> {
    this.#waiting.push(digest);
    if (this.#waiting.length === linesPerSeal) await this.#fold();
  }

  async finish(): Promise<string> {
    if (this.#waiting.length > 0) await this.#fold();
    return toHex(this.#hash);
  }

  async #fold(): Promise<void> {
    const parts = [this.#hash, ...this.#waiting];
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) {
      bytes.set(part, place);
      place += part.length;
    }
    this.#hash = await sha256(bytes);
    this.#waiting = [];
  }
}
