import { Skeleton, Stack } from '@mantine/core';
import classes from './QuestionScreen.module.css';

/** The layout of a question while it is being read; visible only when that takes longer than 150 ms. */
export function SessionSkeleton() {
  return (
    <main className={`${classes.main} ${classes.lateSkeleton}`} aria-busy="true">
      <Stack gap="md" w="100%" maw={720}>
        <Skeleton height={28} />
        <Skeleton height={28} width="70%" mb="lg" />
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <Skeleton key={key} height={56} radius={12} />
        ))}
      </Stack>
    </main>
  );
}
