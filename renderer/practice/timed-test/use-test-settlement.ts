import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useStudyHost } from '../../app/study-host.tsx';
import { settleTests } from './hand-in-test.ts';

/** A test that ran out with its screen closed is recorded within this time. */
const lookEveryMs = 10_000;

/** Hands in tests whose time ran out while they were not on the screen. Used once, at the root. */
export function useTestSettlement(): void {
  const { calls, connectionState } = useStudyHost();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const openRecordId = pathname.startsWith('/practice/') ? (pathname.split('/').at(-1) ?? null) : null;
  useEffect(() => {
    if (connectionState.name !== 'connected') return;
    const settle = () => void settleTests(calls, Date.now(), openRecordId);
    settle();
    const timer = setInterval(settle, lookEveryMs);
    return () => clearInterval(timer);
  }, [calls, connectionState.name, openRecordId]);
}
