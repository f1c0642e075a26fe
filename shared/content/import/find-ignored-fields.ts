/**
 * Fields of `given` that a schema left out of `taken`, as `choices[].colour`; list positions are not told apart. Goes
 * only where `taken` goes, so its cost is bounded by the schema and not by the file.
 */
export function findIgnoredFields(given: unknown, taken: unknown, path = ''): readonly string[] {
  if (given === null || typeof given !== 'object' || taken === null || typeof taken !== 'object') return [];
  if (Array.isArray(given) && Array.isArray(taken)) {
    return taken.flatMap((entry, index) => findIgnoredFields(given[index], entry, `${path}[]`));
  }
  return Object.entries(given).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(taken, key)) return value === undefined ? [] : [place.slice(0, 200)];
    return findIgnoredFields(value, (taken as Record<string, unknown>)[key], place);
  });
}
