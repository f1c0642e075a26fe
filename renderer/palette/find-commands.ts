/** What the palette can do, as a line that can be found by its words. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** Other words that lead to it, such as its name in the other language. */
  readonly keywords?: readonly string[];
  /** Shown only when something is typed: there are many of them. */
  readonly isOnlyFound?: boolean;
  /** Shown with a tick: how things are now. */
  readonly isCurrent?: boolean;
  readonly run: () => void;
}
export const commandGroups = ['practice', 'screens', 'profiles', 'look', 'help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** More are not read through; another letter is quicker. */
const mostFound = 30;

/**
 * A text as one may type it on any keyboard: lower case, without marks, and all four of İ I ı i the same.
 * `OLASILIK`, `olasılık` and `olasilik` are one.
 */
export function foldText(text: string): string {
  return text
    .replace(/[İIı]/g, 'i')
    .toLocaleLowerCase('en')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
}

/** Commands that hold every word typed, the best first; all that need no typing when nothing is typed. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter(({ isOnlyFound }) => isOnlyFound !== true);
  return commands
    .map((command) => ({ command, rank: rankOf(command, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, mostFound)
    .map(({ command }) => command);
}

/** 0 best: its name begins with what was typed; null: a word is nowhere in it. */
function rankOf({ label, keywords = [] }: Command, words: readonly string[]): number | null {
  const name = foldText(label);
  if (name.startsWith(words.join(' '))) return 0;
  const wordStarts = (text: string, word: string) => text.startsWith(word) || text.includes(` ${word}`);
  if (words.every((word) => wordStarts(name, word))) return 1;
  const all = [name, ...keywords.map(foldText)].join(' ');
  if (words.every((word) => wordStarts(all, word))) return 2;
  return words.every((word) => all.includes(word)) ? 3 : null;
}
