/** Tables whose change a screen may want to know of. */
export type WatchedTable =
  | 'students'
  | 'topics'
  | 'question_packs'
  | 'test_records'
  | 'test_answers'
  | 'student_mistakes'
  | 'mistake_reasons'
  | 'review_log'
  | 'student_mistake_patterns'
  | 'student_analysis_settings'
  | 'student_recommendations'
  | 'ui_reflex_events';
