/** The only whole number in the range that the condition holds for; throws when there is none or more than one. */
export function searchWhole(lowest: number, highest: number, holds: (candidate: number) => boolean): number {
  const found: number[] = [];
  for (let candidate = lowest; candidate <= highest; candidate += 1) if (holds(candidate)) found.push(candidate);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} whole numbers fit: ${found.slice(0, 5)}`);
  return only;
}
