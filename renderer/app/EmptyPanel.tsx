import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyPanelProps {
  readonly title: string;
  readonly lead: string;
  readonly icon?: ReactNode;
  /** What will be there, and what to do so that it comes. */
  readonly children: ReactNode;
}

/** A screen, or a part of it, that has nothing to show yet. */
export function EmptyPanel({ title, lead, icon, children }: EmptyPanelProps) {
  return (
    <Paper withBorder radius="lg" p="xl">
      {icon}
      <Title order={2} size="h3" mb={4}>
        {title}
      </Title>
      <Text mb="md" maw="60ch">
        {lead}
      </Text>
      {children}
    </Paper>
  );
}
