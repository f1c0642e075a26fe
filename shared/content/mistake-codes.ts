/** The seeded codes of `mistake_types` (migration 005). Packs may use others: they count as severity 3. */
export const knownMistakeCodes = [
  'CALCULATION_ERROR',
  'SIGN_ERROR',
  'MISREAD_QUESTION',
  'UNIT_ERROR',
  'TIME_PRESSURE',
  'PROCEDURE_ERROR',
  'FORMULA_ERROR',
  'GUESS',
  'UNCLASSIFIED',
  'CONCEPT_ERROR',
  'BLANK',
  'PREREQUISITE_GAP',
] as const;
