import { useEffect, useRef } from 'react';
import { indexPressed, isPressed, isTyping, type keyMap } from '../app/key-map.ts';

type KeyOf<Name extends keyof typeof keyMap> = (typeof keyMap)[Name]['keys'][number];
/** Keys of `keyMap` that do something at a question beside choosing and confirming. */
type CommandKey = KeyOf<'skip' | 'hint' | 'pause' | 'scratchPad' | 'enlarge' | 'reduce' | 'previous' | 'next' | 'flag'>;

export interface PracticeKeyActions {
  /** 0-based choice, from 1-5 and A-E (further ones likewise). Answers whether the key was used. */
  readonly chooseAt: (index: number) => boolean;
  readonly confirm: () => void;
  /** Keys that are commands; they come before letters of choices. */
  readonly commands: Readonly<Partial<Record<CommandKey, () => void>>>;
}

/**
 * 1-9 and A-L choose, Enter checks (in practice) or goes on. Letters that are commands (H and S in practice) stay commands.
 * Typing into a field is never taken away; keys with Ctrl, Alt or Meta belong to the browser.
 */
export function usePracticeKeys(actions: PracticeKeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
      if (isPressed(event, 'confirm') || isPressed(event, 'goOn')) {
        // Enter on a focused button or link presses that; in a note it is a new line.
        if (event.target instanceof HTMLElement && event.target.closest('button, a, summary, textarea, [role=dialog]'))
          return;
        event.preventDefault();
        latest.current.confirm();
        return;
      }
      if (isTyping(event) || isInDialog(event.target)) return;
      if (press(event, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function press(event: KeyboardEvent, { chooseAt, commands }: PracticeKeyActions): boolean {
  const digit = indexPressed(event, 'chooseByDigit');
  if (digit >= 0) return chooseAt(digit);
  const key = event.key.toLocaleLowerCase('en');
  const command = Object.hasOwn(commands, key) ? commands[key as CommandKey] : undefined;
  if (command !== undefined) {
    command();
    return true;
  }
  const letter = indexPressed(event, 'chooseByLetter');
  return letter >= 0 && chooseAt(letter);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog]') !== null;
}
