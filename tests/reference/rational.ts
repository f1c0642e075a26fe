/** An exact fraction. The reference model computes with these, so that no rounding of its own can hide a difference. */
export interface Rational {
  readonly numerator: bigint;
  /** Always above 0. */
  readonly denominator: bigint;
}

export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const bottom = BigInt(denominator);
  if (bottom === 0n) {
    throw new RangeError('division by zero');
  }
  const sign = bottom < 0n ? -1n : 1n;
  return { numerator: sign * BigInt(numerator), denominator: sign * bottom };
}

/** @param text decimal number such as `12.50`, without exponent */
export function fromDecimal(text: string): Rational {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) {
    throw new RangeError(`${text} is not a decimal number`);
  }
  const [, minus, whole = '', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction);
  return rational(minus === '-' ? -magnitude : magnitude, 10n ** BigInt(fraction.length));
}

export const zero = rational(0);

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, rational(-b.numerator, b.denominator));
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function isLess(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

export function sum(values: readonly Rational[]): Rational {
  return values.reduce(add, zero);
}

export function mean(values: readonly Rational[]): Rational {
  return divide(sum(values), rational(values.length));
}

/** Close enough for any purpose but exactness: what a fraction and its NUMERIC quotient have in common. */
export function isNear(a: Rational, b: Rational): boolean {
  const difference = subtract(a, b);
  const tolerance = rational(1, 10n ** 12n);
  return isLess(difference, tolerance) && isLess(multiply(difference, rational(-1)), tolerance);
}
