/**
 * The tables of modules 001 to 009 that hold somebody's rows, in an order in which their rows can be inserted: whatever a row points to, or is
 * judged by, comes before it. Mistakes come last of the facts, so that their rows are judged once, with their reasons
 * and settings in place.
 */
export const factTables = [
  'people',
  'classes',
  'class_teachers',
  'class_hubs',
  'class_members',
  'student_accounts',
  'devices',
  'students',
  'topics',
  'question_packs',
  'questions',
  'question_versions',
  'media_files',
  'test_records',
  'test_answers',
  'review_log',
  'mistake_types',
  'system_settings',
  'analysis_presets',
  'student_analysis_settings',
  'mistake_reasons',
  'student_mistakes',
  'student_recommendations',
  'ui_reflex_events',
  'student_aliases',
  'student_tombstones',
] as const;

/** Every replica computes these itself. */
export const derivedTables = ['student_baseline_performance', 'student_mistake_patterns'] as const;

export type ModuleTable = (typeof factTables)[number] | (typeof derivedTables)[number];

export const moduleTables: readonly ModuleTable[] = [...factTables, ...derivedTables];

/** What the modules themselves seed: rows of these alone are nobody's work. */
export const seededTables: readonly ModuleTable[] = ['mistake_types', 'system_settings', 'analysis_presets'];

/**
 * What a replica knows about itself, its users and its peers. In no backup: who is restored is another replica, whose log begins
 * anew, and two databases that hold the same rows differ in these.
 */
export const replicaTables: readonly string[] = [
  'sync_replica',
  'sync_peers',
  'sync_contacts',
  'profile_locks',
  'sync_links',
  'sync_counters',
  'sync_log',
  'sync_positions',
  'sync_refused_rows',
  'join_codes',
  'join_requests',
  'refresh_tokens',
];
