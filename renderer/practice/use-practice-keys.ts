import { useEffect, useRef } from 'react';

export interface PracticeKeyActions {
  /** 0-based choice, from 1-5 and A-E (further ones likewise). Answers whether the key was used. */
  readonly chooseAt: (index: number) => boolean;
  readonly confirm: () => void;
  /** Letters that are commands, in lower case; they come before letters of choices. */
  readonly commands: Readonly<Record<string, () => void>>;
}

/**
 * 1-9 and A-L choose, Enter checks or goes on. Letters that are commands (H and S in practice) stay commands.
 * Typing into a field is never taken away; keys with Ctrl, Alt or Meta belong to the browser.
 */
export function usePracticeKeys(actions: PracticeKeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=radio]):not([type=checkbox]), textarea');
      if (event.key === 'Enter') {
        // Enter on a focused button or link presses that.
        if (event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role=dialog]')) return;
        event.preventDefault();
        latest.current.confirm();
        return;
      }
      if (isTyping || isInDialog(event.target)) return;
      if (pressKey(event.key, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function pressKey(key: string, actions: PracticeKeyActions): boolean {
  if (/^[1-9]$/.test(key)) return actions.chooseAt(Number(key) - 1);
  const letter = key.toLocaleLowerCase('en');
  const command = Object.hasOwn(actions.commands, letter) ? actions.commands[letter] : undefined;
  if (command !== undefined) {
    command();
    return true;
  }
  return /^[a-l]$/.test(letter) && actions.chooseAt(letter.charCodeAt(0) - 'a'.charCodeAt(0));
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog]') !== null;
}
