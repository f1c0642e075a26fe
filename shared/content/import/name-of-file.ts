/** The name of a file without its folder and ending, fit for the screen and the database: what its pack is called. */
export function nameOfFile(fileName: string): string {
  const name = (fileName.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.(?:jsonl?|ndjson|txt|gift|xml|csv|tsv)$/i, '')
    .replace(/[\p{Control}\p{Surrogate}\uFFFD]/gu, '')
    .trim()
    .slice(0, 100);
  // Cutting may have split a pair.
  return name.replace(/\p{Surrogate}/gu, '') || 'questions';
}
