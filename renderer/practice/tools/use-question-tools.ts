import { useState } from 'react';
import { useQuestionZoom } from './use-question-zoom.ts';

/** The tools that every question has, in practice and in a timed test, with their keys. */
export function useQuestionTools() {
  const { zoom, enlarge, reduce } = useQuestionZoom();
  const [isPadOpen, setPadOpen] = useState(false);
  const togglePad = () => setPadOpen((isOpen) => !isOpen);
  return { zoom, isPadOpen, togglePad, commands: { w: togglePad, '+': enlarge, '-': reduce } };
}
