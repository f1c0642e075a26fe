import { Anchor } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

/** One step up, above the title of a screen. */
export function BackLink({
  to,
  children,
}: {
  to: '/class' | '/content' | '/content/questions' | '/settings';
  children: string;
}) {
  return (
    <Anchor component={Link} to={to} size="sm" style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
      <IconChevronLeft size={16} aria-hidden="true" />
      {children}
    </Anchor>
  );
}
