import { type RefObject, useLayoutEffect } from 'react';

/** Space left between the last marked choice and the sheet that rises from below, in pixels. */
const gap = 12;

/** Once feedback shows, scrolls just as far as the choices it marks, right and chosen, or the typed answer, are not under its sheet. */
export function useMarkedInSight(
  question: RefObject<HTMLElement | null>,
  sheet: RefObject<HTMLElement | null>,
  isFeedbackShown: boolean,
): void {
  useLayoutEffect(() => {
    if (!isFeedbackShown || question.current === null || sheet.current === null) return;
    const marked = [
      ...question.current.querySelectorAll('[data-mark="right"], [data-mark="wrong"], [data-typed-answer]'),
    ];
    const bottom = Math.max(0, ...marked.map((choice) => choice.getBoundingClientRect().bottom));
    const covered = bottom + gap - sheet.current.getBoundingClientRect().top;
    if (covered > 0) window.scrollBy({ top: covered });
  }, [question, sheet, isFeedbackShown]);
}
