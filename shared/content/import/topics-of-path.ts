import { v5 as uuidV5 } from 'uuid';
import type { PackTopic } from '../pack.ts';
import { codeSegment } from './code-segment.ts';

/** Any fixed UUID: only that the same path gives the same code is asked for. */
const pathNamespace = '0c9f5a55-5c0e-4f0c-9a3e-9f4b1d0e7f21';
const longestUid = 100;
const longestName = 200;
const deepestPath = 8;

/**
 * Topics for the categories of a file, from general to specific: `FILE.PHYSICS`, then `FILE.PHYSICS.OPTICS`. They lie
 * under the file's own name, because a foreign category says nothing of the curriculum that the app counts by.
 */
export function topicsOfPath(packName: string, path: readonly string[]): readonly PackTopic[] {
  const names = [packName, ...path.map((name) => name.replace(/\s+/g, ' ').trim())].filter((name) => name !== '');
  const kept = names.slice(0, deepestPath);
  return kept.map((name, index) => ({
    topicUid: uidOf(kept.slice(0, index + 1)),
    parentUid: index === 0 ? null : uidOf(kept.slice(0, index)),
    names: { tr: name.slice(0, longestName), en: name.slice(0, longestName) },
  }));
}

function uidOf(names: readonly string[]): string {
  const uid = ['FILE', ...names.map(codeSegment)].join('.');
  if (uid.length <= longestUid) return uid;
  const own = uuidV5(JSON.stringify(names), pathNamespace).slice(0, 8).toUpperCase();
  return `${uid.slice(0, longestUid - own.length - 1)}.${own}`;
}
