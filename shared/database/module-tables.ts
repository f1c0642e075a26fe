/**
 * The tables of modules 001 to 007, in an order in which their rows can be inserted: whatever a row points to, or is
 * judged by, comes before it. Mistakes come last of the facts, so that their rows are judged once, with their reasons
 * and settings in place.
 */
export const factTables = [
  'students',
  'topics',
  'question_packs',
  'questions',
  'question_versions',
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
] as const;

/** Every replica computes these itself. */
export const derivedTables = ['student_baseline_performance', 'student_mistake_patterns'] as const;

export type ModuleTable = (typeof factTables)[number] | (typeof derivedTables)[number];

export const moduleTables: readonly ModuleTable[] = [...factTables, ...derivedTables];

/** What the modules themselves seed: rows of these alone are nobody's work. */
export const seededTables: readonly ModuleTable[] = ['mistake_types', 'system_settings', 'analysis_presets'];
