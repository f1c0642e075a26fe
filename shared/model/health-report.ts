/**
 * What an examination of a database found and what a repair did: the same words for the app's diagnostics, the command
 * line and whatever watches a server.
 */

/** Everything an examination can find. */
export const healthFindingCodes = [
  /** A release newer than this one has migrated the database. */
  'SCHEMA_NEWER',
  /** Module 005, 006 or 007 is not there at all. */
  'MODULE_MISSING',
  /** A table, column, function, index or trigger that a deployed module promises is gone. */
  'OBJECT_MISSING',
  'TRIGGER_DISABLED',
  /** `uq_student_reco_active` is there but does not keep duplicates out. */
  'DEDUPE_INDEX_BROKEN',
  'DUPLICATE_RECOMMENDATIONS',
  'ROW_SECURITY_OFF',
  /** `analysis.defaults`, one of the three presets, or the mark of the default one is missing. */
  'SEEDS_MISSING',
  /** A setting has a value that cannot be used, or a student's preset does not exist: the layer below is in force. */
  'SETTINGS_BROKEN',
  /** A baseline or pattern row is not what the mistakes say. */
  'DERIVED_ROWS_STALE',
  /** Test mistakes (taken back) left no pattern, recommendation or event. */
  'CHAIN_SILENT',
  /** A mistake takes longer than the guide allows. */
  'CHAIN_SLOW',
  /** A mistake takes longer than the guide allows because the insert itself does: the machine is busy, not the chain slow. */
  'MACHINE_SLOW',
  /** The text of a module is not the one of this release. */
  'MODULE_OUTDATED',
  /** A module besides 005 to 007 is not there: a server may do without. */
  'MODULE_NOT_DEPLOYED',
] as const;
export type HealthFindingCode = (typeof healthFindingCodes)[number];

export interface HealthFinding {
  readonly code: HealthFindingCode;
  /** A notice is worth knowing; only what is broken makes a database unhealthy. */
  readonly severity: 'broken' | 'notice';
  /** Whether `repair` can mend it. */
  readonly isMendable: boolean;
  /** How many there are; `subjects` names the first ten. */
  readonly count: number;
  /** Names of objects and settings, or ids of students with their topic: nothing that a pupil wrote. */
  readonly subjects: readonly string[];
}

export interface TriggerState {
  readonly table: string;
  readonly name: string;
  readonly isEnabled: boolean;
}

export interface DayOfRecommendations {
  /** `2026-01-31`, in UTC. */
  readonly day: string;
  readonly createdCount: number;
}

export interface DayOfEvents {
  readonly day: string;
  readonly createdCount: number;
  readonly deliveredCount: number;
}

/** Times of single inserts with all their triggers, in milliseconds, measured in a transaction that was taken back. */
export interface ChainTimes {
  readonly sampleCount: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly longestMs: number;
}

export interface HealthReport {
  readonly isHealthy: boolean;
  /** ISO 8601, by the database's clock. */
  readonly checkedAt: string;
  readonly postgresVersion: string;
  /** Last module in the database's journal; null where modules were pasted by hand. */
  readonly schemaVersion: string | null;
  /** Broken ones first. */
  readonly findings: readonly HealthFinding[];
  readonly triggers: readonly TriggerState[];
  /** The last seven days, newest first; days without any are left out. */
  readonly recommendations: readonly DayOfRecommendations[];
  readonly events: readonly DayOfEvents[];
  /** Null when something is broken that has to be mended first. */
  readonly chain: ChainTimes | null;
  /** (student, topic) pairs whose derived rows were recomputed and compared; null as for `chain`. */
  readonly sampledScopeCount: number | null;
}

export interface RepairStep {
  readonly code: HealthFindingCode;
  /** Objects made, rows changed. */
  readonly count: number;
  readonly subjects: readonly string[];
}

export interface RepairReport {
  /** What was done, in order; empty when there was nothing to mend. */
  readonly steps: readonly RepairStep[];
  /** The examination after the repair. */
  readonly health: HealthReport;
}
