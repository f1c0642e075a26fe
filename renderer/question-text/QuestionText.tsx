import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { LocalizedText, QuestionContent } from '../../shared/content/question.ts';
import { buildQuestionText } from './build-question-text.ts';
import classes from './QuestionText.module.css';

interface QuestionTextProps {
  readonly text: LocalizedText;
  readonly format: QuestionContent['textFormat'];
  /** The student's language; a text that lacks it is shown in its first one. */
  readonly language: string;
}

/** A stem, choice, hint or step: maths typeset, HTML sanitised, line breaks kept. */
export function QuestionText({ text, format, language }: QuestionTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const shown = textInLanguage(text, language);
  // Nodes and not an HTML string: see `sanitiseHtml`. Before the paint, so nothing is seen to change.
  useLayoutEffect(() => {
    element.current?.replaceChildren(buildQuestionText(shown.text, format));
  }, [shown.text, format]);
  return <span ref={element} className={classes.text} data-format={format} lang={shown.language} />;
}
