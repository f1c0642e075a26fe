import { useEffect, useRef } from 'react';
import { isPressed } from '../app/key-map.ts';

export interface NotebookKeyActions {
  /** 1 down, -1 up. */
  readonly move: (by: 1 | -1) => void;
  readonly open: () => void;
  readonly search: () => void;
}

/** J and K or the arrows walk through the list, Enter goes to what is chosen, / to the search. Fields keep their keys. */
export function useNotebookKeys(actions: NotebookKeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('input, textarea, select, [role=dialog], [role=listbox], [contenteditable]')) return;
      if (press(event, latest.current, target)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function press(event: KeyboardEvent, actions: NotebookKeyActions, target: HTMLElement | null): boolean {
  if (isPressed(event, 'walkDown')) actions.move(1);
  else if (isPressed(event, 'walkUp')) actions.move(-1);
  else if (isPressed(event, 'search')) actions.search();
  else if (isPressed(event, 'open')) {
    // Enter on a focused button or link presses that; a row of the list is what is chosen.
    if (target?.closest('button, a, summary') && !target.closest('[data-mistake]')) return false;
    actions.open();
  } else return false;
  return true;
}
