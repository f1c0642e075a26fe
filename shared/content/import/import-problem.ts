/** What can be wrong with an entry of a file, by what its author would have to do; screens have a sentence for each. */

/**
 * Every problem with the reason that it counts under. `detail` of a refusal holds what the sentence quotes: a place
 * such as `choices[2].text`, a file, a tag or a piece of the entry, and never words of ours.
 */
export const reasonsOfProblems = {
  not_json: 'NOT_JSON',
  not_an_object: 'UNKNOWN_SHAPE',
  unknown_fields: 'UNKNOWN_SHAPE',
  field_missing: 'MISSING_FIELD',
  nothing_to_read: 'MISSING_FIELD',
  matching_without_pair: 'MISSING_FIELD',
  field_invalid: 'INVALID_FIELD',
  empty_text: 'INVALID_FIELD',
  wrong_type: 'INVALID_FIELD',
  unknown_value: 'INVALID_FIELD',
  number_out_of_range: 'INVALID_FIELD',
  list_too_short: 'INVALID_FIELD',
  unknown_language: 'INVALID_FIELD',
  not_a_number: 'INVALID_FIELD',
  not_a_picture: 'INVALID_FIELD',
  picture_damaged: 'INVALID_FIELD',
  same_key_twice: 'INVALID_FIELD',
  several_right: 'INVALID_FIELD',
  true_false_choices: 'INVALID_FIELD',
  right_choice_with_code: 'INVALID_FIELD',
  no_right_choice: 'NO_RIGHT_ANSWER',
  no_such_choice: 'NO_RIGHT_ANSWER',
  no_full_marks: 'NO_RIGHT_ANSWER',
  right_cell_empty: 'NO_RIGHT_ANSWER',
  answer_not_among_choices: 'NO_RIGHT_ANSWER',
  equal_choices: 'DUPLICATE_CHOICES',
  matching_one_answer: 'DUPLICATE_CHOICES',
  key_twice: 'DUPLICATE_ENTRY',
  question_twice: 'DUPLICATE_ENTRY',
  entry_too_large: 'TOO_LARGE',
  picture_too_large: 'TOO_LARGE',
  list_too_long: 'TOO_LARGE',
  text_too_long: 'TOO_LARGE',
  damaged_text: 'DAMAGED_TEXT',
  picture_missing: 'MISSING_PICTURE',
  picture_elsewhere: 'MISSING_PICTURE',
  picture_without_file: 'MISSING_PICTURE',
  answer_is_drawing: 'MISSING_PICTURE',
  wrong_answer_is_drawing: 'MISSING_PICTURE',
  choices_are_pictures: 'MISSING_PICTURE',
  several_pictures: 'UNSUPPORTED_KIND',
  any_text_is_right: 'UNSUPPORTED_KIND',
  several_numbers: 'UNSUPPORTED_KIND',
  kind_not_asked: 'UNSUPPORTED_KIND',
  nothing_asked: 'UNSUPPORTED_KIND',
  essay: 'UNSUPPORTED_KIND',
  gift_answers: 'NOT_PARSABLE',
  gift_braces: 'NOT_PARSABLE',
  xml_stray_tag: 'NOT_PARSABLE',
  xml_several_roots: 'NOT_PARSABLE',
  xml_wrong_end: 'NOT_PARSABLE',
  xml_not_closed: 'NOT_PARSABLE',
  xml_too_deep: 'NOT_PARSABLE',
} as const;

export type ImportProblem = keyof typeof reasonsOfProblems;

export function isImportProblem(value: unknown): value is ImportProblem {
  return typeof value === 'string' && Object.hasOwn(reasonsOfProblems, value);
}

export type ImportRefusalReason =
  | 'NOT_JSON'
  | 'UNKNOWN_SHAPE'
  | 'MISSING_FIELD'
  | 'INVALID_FIELD'
  | 'NO_RIGHT_ANSWER'
  | 'DUPLICATE_CHOICES'
  | 'DUPLICATE_ENTRY'
  | 'TOO_LARGE'
  /** Bytes or characters that are no text, such as half a surrogate pair; the database cannot hold them. */
  | 'DAMAGED_TEXT'
  /** The question needs a picture that the file does not hold. */
  | 'MISSING_PICTURE'
  /** A kind of question that the app cannot ask, such as an essay. */
  | 'UNSUPPORTED_KIND'
  /** The entry breaks the rules of its format (GIFT, XML, CSV) and cannot be taken apart. */
  | 'NOT_PARSABLE';
