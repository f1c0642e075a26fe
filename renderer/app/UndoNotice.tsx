import { Button, Group, Text } from '@mantine/core';

/** How long such a notice stays: read, understood and reached with the keyboard; the library's four seconds are too short. */
export const undoableMs = 10_000;

/** The body of a notification that can be taken back. */
export function UndoNotice({ text, undoText, onUndo }: { text: string; undoText: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{text}</Text>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={onUndo}
        style={{ flexShrink: 0 }}
        styles={{ label: { whiteSpace: 'nowrap' } }}
      >
        {undoText}
      </Button>
    </Group>
  );
}
