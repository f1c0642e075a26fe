/** From a value to a place on an axis, and the few values worth a line. */
export interface Scale {
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** Straight; ticks at 1, 2 or 5 times a power of ten, about `tickCount` of them. */
export function linearScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  tickCount = 4,
): Scale {
  const span = to - from || 1;
  const rough = span / tickCount;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return {
    ticks: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step),
    place: (value) => start + ((value - from) / span) * (end - start),
  };
}

/** Logarithmic: equal factors are equal distances. Values outside are put at the edge. `ticks` are given. */
export function logScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  ticks: readonly number[],
): Scale {
  const [low, high] = [Math.log(from), Math.log(to)];
  return {
    ticks: ticks.filter((tick) => tick >= from && tick <= to),
    place: (value) =>
      start + ((Math.log(Math.min(to, Math.max(from, value))) - low) / (high - low || 1)) * (end - start),
  };
}
