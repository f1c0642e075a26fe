import type { HealthFinding, HealthFindingCode } from '../model/health-report.ts';
import type { PromisedObject } from './promised-objects.ts';

/** A report names so many; a thousand stale rows are one finding with a count, not a thousand lines. */
const shownSubjectCount = 10;

const noticeCodes: ReadonlySet<HealthFindingCode> = new Set(['MACHINE_SLOW', 'MODULE_OUTDATED', 'MODULE_NOT_DEPLOYED']);
/** Not for a repair: a newer release, or the operator, decides about these. */
const unmendableCodes: ReadonlySet<HealthFindingCode> = new Set([
  'SCHEMA_NEWER',
  'MACHINE_SLOW',
  'MODULE_OUTDATED',
  'MODULE_NOT_DEPLOYED',
]);

/** A finding about these subjects; null when there are none. `count` where not all of them are listed. */
export function finding(
  code: HealthFindingCode,
  subjects: readonly string[],
  count: number = subjects.length,
): HealthFinding | null {
  if (count === 0) return null;
  return {
    code,
    severity: noticeCodes.has(code) ? 'notice' : 'broken',
    isMendable: !unmendableCodes.has(code),
    count,
    subjects: subjects.slice(0, shownSubjectCount),
  };
}

export function nameOfObject(object: PromisedObject): string {
  const name = 'table' in object ? `${object.table}.${object.name}` : object.name;
  return `${object.kind} ${name}`;
}
