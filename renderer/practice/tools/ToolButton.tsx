import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToolButtonProps {
  readonly label: string;
  /** What the tooltip says beside the label, such as a key. */
  readonly shortcut?: string;
  /** Set for a button that stays pressed. */
  readonly isPressed?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly size?: 'md' | 'lg';
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** An icon with a name, for tools beside a question. */
export function ToolButton(props: ToolButtonProps) {
  const { label, shortcut, isPressed, isDisabled = false, size = 'md', onClick, children } = props;
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <ActionIcon
        variant={isPressed === true ? 'light' : 'subtle'}
        color={isPressed === true ? 'violet' : 'gray'}
        size={size}
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
