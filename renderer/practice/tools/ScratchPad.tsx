import { Group, Text, Textarea, Title } from '@mantine/core';
import { IconArrowBackUp, IconEraser, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawingSheet } from './DrawingSheet.tsx';
import classes from './ScratchPad.module.css';
import { ToolButton } from './ToolButton.tsx';
import { type ScratchPadOf, useScratchPad } from './use-scratch-pad.ts';

/** Room for one's own working beside a question: a sheet to draw on and a field to write in. Nobody else sees it. */
export function ScratchPad({ of, onClose }: { of: ScratchPadOf; onClose: () => void }) {
  const { t } = useTranslation('practice');
  const { pad, draw, undo, canUndo, note } = useScratchPad(of);
  const [isErasing, setErasing] = useState(false);
  return (
    <section className={classes.pad} aria-labelledby="scratch-pad">
      <Group gap={4} wrap="nowrap">
        <Title order={2} size="h6" id="scratch-pad" mr="auto">
          {t('pad.title')}
        </Title>
        <ToolButton label={t('pad.draw')} isPressed={!isErasing} onClick={() => setErasing(false)}>
          <IconPencil size={18} />
        </ToolButton>
        <ToolButton label={t('pad.erase')} isPressed={isErasing} onClick={() => setErasing(true)}>
          <IconEraser size={18} />
        </ToolButton>
        <ToolButton label={t('pad.undo')} isDisabled={!canUndo} onClick={undo}>
          <IconArrowBackUp size={18} />
        </ToolButton>
        <ToolButton
          label={t('pad.clear')}
          isDisabled={pad.strokes.length === 0}
          onClick={() => draw([], pad.width ?? 1)}
        >
          <IconTrash size={18} />
        </ToolButton>
        <ToolButton label={t('pad.close')} onClick={onClose}>
          <IconX size={18} />
        </ToolButton>
      </Group>
      <DrawingSheet
        label={t('pad.sheet', { count: pad.strokes.length })}
        strokes={pad.strokes}
        drawnWidth={pad.width}
        isErasing={isErasing}
        onChange={draw}
      />
      <Textarea
        label={t('pad.notes')}
        size="sm"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        value={pad.notes}
        onChange={({ currentTarget }) => note(currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        {t('pad.kept')}
      </Text>
    </section>
  );
}
