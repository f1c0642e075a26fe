import { Skeleton, Stack } from '@mantine/core';

/** A screen whose code is still on its way: a heading, a line, and what comes below. Seen after 150 ms only. */
export function ScreenSkeleton() {
  return (
    <Stack gap="lg" aria-busy="true" w="100%" maw={1000} mx="auto">
      <Skeleton height={40} width="min(16rem, 60%)" />
      <Skeleton height={18} width="min(32rem, 90%)" />
      <Skeleton height={280} radius="lg" />
    </Stack>
  );
}
