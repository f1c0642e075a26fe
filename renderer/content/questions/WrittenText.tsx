import { Textarea, type TextareaProps } from '@mantine/core';
import type { LocalizedText } from '../../../shared/content/localized-text.ts';
import { withText } from './question-draft.ts';

/** As long as the question model takes one. */
const longestText = 20_000;

interface WrittenTextProps
  extends Pick<TextareaProps, 'label' | 'aria-label' | 'description' | 'placeholder' | 'error' | 'flex'> {
  readonly text: LocalizedText | undefined;
  /** Of the text: one that the app speaks, or whatever an import named. */
  readonly language: string;
  /** Lines it shows when empty, and at most. */
  readonly rows: readonly [number, number];
  readonly onWrite: (text: LocalizedText) => void;
}

/** A text of a question, written in one of its languages; those in the others stay as they are. */
export function WrittenText({ text = {}, language, rows: [minRows, maxRows], onWrite, ...field }: WrittenTextProps) {
  return (
    <Textarea
      {...field}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      maxLength={longestText}
      lang={language}
      value={text[language] ?? ''}
      onChange={({ currentTarget }) => onWrite(withText(text, language, currentTarget.value))}
    />
  );
}
