/**
 * Gzip in many members: each is decompressed by itself, so damage to one leaves the others readable. Any gzip tool reads
 * the whole as one file.
 */
import { Gunzip, gzipSync, Inflate } from 'fflate';

/** What `gzipSync` writes first, with no time and no name: where a member begins. */
const memberStart = gzipSync(new Uint8Array(0), { mtime: 0 }).subarray(0, 10);
const sliceBytes = 16_384;
/** A member of ours holds at most some hundred kilobytes and one row, however large. */
const maximumMemberBytes = 64_000_000;

export function writeMember(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0, level: 6 });
}

/**
 * Decompresses a file of such members, one that another tool compressed anew, or one that is not compressed at all.
 * Of a damaged member the part before the damage is given out; an empty array follows each member that did not end well.
 */
export async function* readMembers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array = new Uint8Array(0);
  let searchedUpTo = 1;
  let kind: 'unknown' | 'members' | 'gzip' | 'plain' = 'unknown';
  const foreign = createForeignGunzip();
  for await (const chunk of source) {
    if (kind === 'plain') yield chunk;
    else if (kind === 'gzip') yield* foreign.push(chunk);
    else {
      waiting = join(waiting, chunk);
      if (kind === 'unknown' && waiting.length >= memberStart.length) kind = kindOf(waiting);
      if (kind === 'plain') yield waiting;
      else if (kind === 'gzip') yield* foreign.push(waiting);
      else {
        for (;;) {
          const next = findMember(waiting, searchedUpTo);
          if (next === -1) break;
          yield* inflateMember(waiting.subarray(0, next));
          waiting = waiting.slice(next);
          searchedUpTo = 1;
        }
        searchedUpTo = Math.max(1, waiting.length - memberStart.length + 1);
        if (waiting.length > maximumMemberBytes) {
          yield new Uint8Array(0);
          return;
        }
      }
    }
  }
  if (kind === 'members') yield* inflateMember(waiting);
  else if (kind === 'unknown') yield waiting;
}

function kindOf(start: Uint8Array): 'members' | 'gzip' | 'plain' {
  if (memberStart.every((byte, index) => start[index] === byte)) return 'members';
  if (start[0] === 0x1f && start[1] === 0x8b) {
    // The first start may be the damaged one; then the members behind it are found all the same.
    return start[2] === 8 && start[3] === 0 && (start[4] ?? 0) + (start[5] ?? 0) + (start[6] ?? 0) === 0
      ? 'members'
      : 'gzip';
  }
  return start[0] === 0x7b ? 'plain' : 'members';
}

function findMember(bytes: Uint8Array, from: number): number {
  const last = bytes.length - memberStart.length;
  for (let place = bytes.indexOf(0x1f, from); place !== -1 && place <= last; place = bytes.indexOf(0x1f, place + 1)) {
    if (memberStart.every((byte, index) => bytes[place + index] === byte)) return place;
  }
  return -1;
}

function* inflateMember(member: Uint8Array): Generator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => out.push(bytes));
  let isSound = true;
  let written = 0;
  for (let place = memberStart.length; place < member.length && isSound; place += sliceBytes) {
    try {
      inflate.push(member.subarray(place, place + sliceBytes), false);
    } catch (error) {
      // fflate throws plain errors with a code for what is no deflate.
      if (!(error instanceof Error)) throw error;
      isSound = false;
    }
    for (const bytes of out.splice(0)) {
      written += bytes.length;
      if (bytes.length > 0) yield bytes;
    }
  }
  const footer = member.subarray(-4);
  const promised =
    ((footer[0] ?? 0) | ((footer[1] ?? 0) << 8) | ((footer[2] ?? 0) << 16) | ((footer[3] ?? 0) << 24)) >>> 0;
  if (!isSound || promised !== written % 2 ** 32) yield new Uint8Array(0);
}

/** Gzip as other tools write it: one damaged byte ends it. */
function createForeignGunzip() {
  const out: Uint8Array[] = [];
  const gunzip = new Gunzip((bytes) => out.push(bytes));
  let isOver = false;
  return {
    *push(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
      for (let place = 0; place < chunk.length && !isOver; place += sliceBytes) {
        try {
          gunzip.push(chunk.subarray(place, place + sliceBytes), false);
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          isOver = true;
        }
        for (const bytes of out.splice(0)) if (bytes.length > 0) yield bytes;
        if (isOver) yield new Uint8Array(0);
      }
    },
  };
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
