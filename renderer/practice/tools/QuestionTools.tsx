import { ActionIcon, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots, IconPlayerPause, IconScribble, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToolButton } from './ToolButton.tsx';
import { useQuestionZoom } from './use-question-zoom.ts';

interface QuestionToolsProps {
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
  /** Absent where the clock may not stand still. */
  readonly onPause?: (() => void) | undefined;
}

/** Pause, scratch pad and size of the question: buttons where there is room, else a menu. */
export function QuestionTools({ isPadOpen, onPad, onPause }: QuestionToolsProps) {
  const { t } = useTranslation('practice');
  const { canEnlarge, canReduce, enlarge, reduce, zoom } = useQuestionZoom();
  const hasRoom = useMediaQuery('(min-width: 700px)', true, { getInitialValueInEffect: false });
  const tools = [
    { name: 'reduce', Icon: IconZoomOut, act: reduce, isDisabled: !canReduce, staysOpen: true },
    { name: 'enlarge', Icon: IconZoomIn, act: enlarge, isDisabled: !canEnlarge, staysOpen: true },
    { name: 'pad', Icon: IconScribble, act: onPad, isPressed: isPadOpen },
    ...(onPause === undefined ? [] : [{ name: 'pause', Icon: IconPlayerPause, act: onPause } as const]),
  ] as const satisfies readonly Tool[];
  const percent = { percent: Math.round(zoom * 100) };
  if (hasRoom) {
    return tools.map((tool: Tool) => (
      <ToolButton
        key={tool.name}
        label={t(`tools.${tool.name}`, percent)}
        shortcut={t(`tools.keys.${tool.name}`)}
        size="lg"
        isPressed={tool.isPressed}
        isDisabled={tool.isDisabled}
        onClick={tool.act}
      >
        <tool.Icon size={20} />
      </ToolButton>
    ));
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('tools.all')}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {tools.map((tool: Tool) => (
          <Menu.Item
            key={tool.name}
            leftSection={<tool.Icon size={18} aria-hidden="true" />}
            disabled={tool.isDisabled ?? false}
            closeMenuOnClick={tool.staysOpen !== true}
            onClick={tool.act}
          >
            {t(`tools.${tool.name}`, percent)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Tool {
  readonly name: 'reduce' | 'enlarge' | 'pad' | 'pause';
  readonly Icon: typeof IconDots;
  readonly act: () => void;
  readonly isDisabled?: boolean;
  readonly isPressed?: boolean;
  readonly staysOpen?: boolean;
}
