/**
 * The numbers a typed answer may mean. Turkish writes 1.234,5 where English writes 1,234.5, so a text such as `1.234`
 * has two readings; a student is right when one of them is.
 *
 * Accepted: sign (also the typographic minus), digits with one decimal mark, grouped thousands, a fraction `3/4`, a
 * mixed number `1 3/4`, a percent sign, the question's unit at the end. Anything else has no reading.
 */
export function parseNumericAnswer(text: string, unit?: string): readonly number[] {
  // NFKC would turn a power into digits (2² into 22).
  if (/[\u00b2\u00b3\u00b9\u2070-\u2079]/.test(text)) return [];
  let rest = text
    .replace(/(\d)(?=[\u00bc-\u00be\u2150-\u215e])/g, '$1 ')
    .normalize('NFKC')
    .replace(/[\u2212\u2012\u2013\u2044\u00a0\u202f]/g, (character) =>
      character === '\u2044' ? '/' : /\s/.test(character) ? ' ' : '-',
    )
    .trim();
  if (unit !== undefined && unit !== '' && rest.toLowerCase().endsWith(unit.toLowerCase())) {
    rest = rest.slice(0, rest.length - unit.length).trim();
  }
  rest = rest.replace(/^%\s*|\s*%$/, '');

  const mixed = /^([+-]?)(\d+)\s+(\d+)\s*\/\s*(\d+)$/.exec(rest);
  if (mixed !== null) {
    const [, sign, whole, numerator, denominator] = mixed;
    const size = Number(whole) + Number(numerator) / Number(denominator);
    return finiteOnly([sign === '-' ? -size : size]);
  }
  const fraction = /^([^/]+)\/([^/]+)$/.exec(rest);
  if (fraction !== null) {
    const numerators = readDecimal(fraction[1] ?? '');
    const denominators = readDecimal(fraction[2] ?? '');
    return finiteOnly(numerators.flatMap((numerator) => denominators.map((denominator) => numerator / denominator)));
  }
  return finiteOnly(readDecimal(rest));
}

function readDecimal(text: string): number[] {
  const compact = text.trim().replace(/^([+-])\s+/, '$1');
  const readings = new Set<number>();
  if (/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(compact)) readings.add(Number(compact.replace(',', '.')));
  // Thousands are grouped by threes with one mark, and the decimal mark is the other one.
  if (/^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(compact)) {
    readings.add(Number(compact.replaceAll('.', '').replace(',', '.')));
  }
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(compact)) readings.add(Number(compact.replaceAll(',', '')));
  if (/^[+-]?[1-9]\d{0,2}( \d{3})+([.,]\d+)?$/.test(compact)) {
    readings.add(Number(compact.replaceAll(' ', '').replace(',', '.')));
  }
  return [...readings];
}

function finiteOnly(values: readonly number[]): number[] {
  return values.filter((value) => Number.isFinite(value));
}
