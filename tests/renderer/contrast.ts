export type Scheme = 'light' | 'dark';

/** The colour that a theme gives: `light-dark(#a, #b)` or a plain `#rrggbb`. Throws for anything else. */
export function colourIn(scheme: Scheme, colour: string): string {
  const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/i.exec(colour);
  const found = pair === null ? colour : pair[scheme === 'light' ? 1 : 2];
  if (found === undefined || !/^#[0-9a-f]{6}$/i.test(found)) throw new Error(`not a colour we can read: ${colour}`);
  return found;
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
