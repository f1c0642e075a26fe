import { Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A setting under its name, which its control takes as label. */
export function Setting({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const labelId = useId();
  return (
    <div>
      <Text fw={500} id={labelId} mb={6}>
        {label}
      </Text>
      {children(labelId)}
    </div>
  );
}
