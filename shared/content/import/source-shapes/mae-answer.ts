/** Answers as the misconception examples write them, read as what a student would type. */

/** More than this nobody types into a box letter by letter; such an answer becomes a choice. */
const longestTypedCharacters = 40;

/** A value at the end of an equation: `15`, `-2`, `3/4`, `6 2/3`, `1,600`, `70%`. */
const value = /^[-−]?\d[\d., /]*%?$/;

/** Whether an answer asks for a value, and not for an equation or words. */
export function isValue(form: string): boolean {
  return value.test(form);
}

/** A description of a drawing in brackets, or nothing at all. */
export function isPictureAnswer(answer: string): boolean {
  return answer.trim() === '' || answer.trim().startsWith('[');
}

/**
 * What a student may type for this answer; empty when it is more than a line or too long to be typed. `x=16` may be
 * typed as `x = 16` or `16`, `44 items` as `44`, `70%` as `70 %` or `70`.
 */
export function typedFormsOf(answer: string): readonly string[] {
  const text = answer.replace(/\s+$/gm, '').trim();
  if (text.includes('\n') || text.length > longestTypedCharacters || isPictureAnswer(text)) return [];
  const forms = [text];
  if (text.includes('=') && !/[<>]/.test(text)) {
    const sides = text.split('=').map((side) => side.trim());
    forms.push(sides.join(' = '));
    const last = sides.at(-1) ?? '';
    if (value.test(last)) forms.push(last);
  }
  const counted = /^([-−]?\d[\d.,/]*) ?(%|\p{Letter}{1,20})$/u.exec(text);
  if (counted?.[1] !== undefined && counted[2] !== undefined) forms.push(`${counted[1]} ${counted[2]}`, counted[1]);
  return [...new Set(forms)];
}

/** Texts that show the misconception: what could be typed, and what could be of the last line of a working. */
export function wrongFormsOf(answer: string): readonly string[] {
  const lastLine = answer.trim().split('\n').at(-1) ?? '';
  return [...new Set([...typedFormsOf(answer), ...typedFormsOf(lastLine)])].filter((form) => !/^-+$/.test(form));
}
