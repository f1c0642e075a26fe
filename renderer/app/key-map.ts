/**
 * Every key that the app itself answers to: what it does, where, and how it is shown. Listeners ask `pressedKey`, the
 * list on `?` is drawn from here, and a test sees to it that no screen compares keys by itself.
 */

/** Where a key works, in the order in which the list shows them. */
export const keyPlaces = ['everywhere', 'practice', 'timedTest', 'review', 'notebook'] as const;
export type KeyPlace = (typeof keyPlaces)[number];

interface KeyBinding {
  readonly places: readonly KeyPlace[];
  /** As `KeyboardEvent.key` says them, letters in lower case. */
  readonly keys: readonly string[];
  /** How they are printed on the key; absent: as they are, in upper case. */
  readonly caps?: readonly string[];
  /** Together with Ctrl, or with Command on a Mac; works while typing too. */
  readonly needsModifier?: true;
}

const letters = [...'abcdefghijkl'];
const digits = [...'123456789'];

export const keyMap = {
  palette: { places: ['everywhere'], keys: ['k'], needsModifier: true },
  map: { places: ['everywhere'], keys: ['?'] },
  chooseByDigit: { places: ['practice', 'timedTest'], keys: digits, caps: ['1', '…', '9'] },
  chooseByLetter: { places: ['practice', 'timedTest'], keys: letters, caps: ['A', '…', 'G'] },
  confirm: { places: ['practice'], keys: ['enter'], caps: ['Enter'] },
  goOn: { places: ['timedTest'], keys: ['enter'], caps: ['Enter'] },
  skip: { places: ['practice'], keys: ['s'] },
  hint: { places: ['practice'], keys: ['h'] },
  pause: { places: ['practice'], keys: ['p'] },
  scratchPad: { places: ['practice', 'timedTest'], keys: ['w'] },
  enlarge: { places: ['practice', 'timedTest'], keys: ['+'] },
  reduce: { places: ['practice', 'timedTest'], keys: ['-'], caps: ['−'] },
  previous: { places: ['timedTest'], keys: ['p'] },
  next: { places: ['timedTest'], keys: ['n'] },
  flag: { places: ['timedTest'], keys: ['m'] },
  rateHard: { places: ['review'], keys: ['2'] },
  rateGood: { places: ['review'], keys: ['3'] },
  rateEasy: { places: ['review'], keys: ['4'] },
  walkDown: { places: ['notebook'], keys: ['j', 'arrowdown'], caps: ['J', '↓'] },
  walkUp: { places: ['notebook'], keys: ['k', 'arrowup'], caps: ['K', '↑'] },
  open: { places: ['notebook'], keys: ['enter'], caps: ['Enter'] },
  search: { places: ['notebook'], keys: ['/'] },
} as const satisfies Record<string, KeyBinding>;

export type KeyName = keyof typeof keyMap;

export function capsOf(name: KeyName): readonly string[] {
  const binding: KeyBinding = keyMap[name];
  return binding.caps ?? binding.keys.map((key) => key.toUpperCase());
}

/** 0-based place of the pressed key among those of `name`; -1 when it is none of them. */
export function indexPressed(event: KeyboardEvent, name: KeyName): number {
  const binding: KeyBinding = keyMap[name];
  if (event.altKey || (event.ctrlKey || event.metaKey) !== (binding.needsModifier === true)) return -1;
  // By the English alphabet: a Turkish I is still the key that says i.
  return binding.keys.indexOf(event.key.toLocaleLowerCase('en'));
}

export function isPressed(event: KeyboardEvent, name: KeyName): boolean {
  return indexPressed(event, name) >= 0;
}

/** True where a letter is text: in a field that takes any. */
export function isTyping(event: KeyboardEvent): boolean {
  return (
    event.target instanceof HTMLElement &&
    event.target.closest(
      'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]',
    ) !== null
  );
}
