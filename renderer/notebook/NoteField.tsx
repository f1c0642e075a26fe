import { Text, Textarea } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import { useStudyHost } from '../app/study-host.tsx';
import { submitMistakeReason } from '../store/answer-journal.ts';

interface NoteFieldProps {
  readonly mistakeId: string;
  readonly studentId: string;
  /** The code in force: a note is recorded as a reason with it. */
  readonly mistakeCode: string;
  readonly note: string;
}

/** A pause this long in typing is a good moment to save: each save is one more fact in the history. */
const restMs = 1500;
const longestNote = 2000;
/** From here on the field says how much room is left. */
const shortRoom = 200;

/** The student's own words about a mistake. Saved by itself: after a pause, on leaving the field, the screen or the app. */
export function NoteField({ mistakeId, studentId, mistakeCode, note }: NoteFieldProps) {
  const { t } = useTranslation('notebook');
  const { calls } = useStudyHost();
  const [text, setText] = useState(note);
  const [state, setState] = useState<'untouched' | 'saving' | 'saved'>('untouched');
  const latest = useRef({ text: note, saved: note, mistakeCode });
  latest.current.mistakeCode = mistakeCode;
  const helpId = useId();

  const save = useRef(async () => {});
  save.current = async () => {
    const { text: typed, saved, mistakeCode: code } = latest.current;
    if (typed === saved) return;
    latest.current.saved = typed;
    await submitMistakeReason(calls, {
      reasonId: createUuidV7(),
      mistakeId,
      studentId,
      mistakeCode: code,
      notedAt: new Date().toISOString(),
      note: typed,
    });
    if (latest.current.text === typed) setState('saved');
  };

  useEffect(() => {
    if (text === latest.current.saved) return;
    const timer = setTimeout(() => void save.current(), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const saveNow = () => void save.current();
    window.addEventListener('pagehide', saveNow);
    document.addEventListener('visibilitychange', saveNow);
    return () => {
      window.removeEventListener('pagehide', saveNow);
      document.removeEventListener('visibilitychange', saveNow);
      saveNow();
    };
  }, []);

  const room = longestNote - text.length;
  return (
    <div>
      <Textarea
        label={t('detail.note')}
        placeholder={t('detail.notePlaceholder')}
        aria-describedby={helpId}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={longestNote}
        value={text}
        onChange={({ currentTarget }) => {
          latest.current.text = currentTarget.value;
          setText(currentTarget.value);
          setState('saving');
        }}
        onBlur={() => void save.current()}
      />
      <Text size="xs" c="dimmed" mt={4} id={helpId} role="status">
        {room < shortRoom
          ? t('detail.noteLeft', { count: room })
          : t(state === 'saved' ? 'detail.noteSaved' : state === 'saving' ? 'detail.noteSaving' : 'detail.noteHelp')}
      </Text>
    </div>
  );
}
