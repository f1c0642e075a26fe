import type { ReviewQueue } from '../../shared/model/review.ts';
import { type HostQuery, useHostQuery } from '../app/study-host.tsx';

/** What is due for review. Asked anew on another day: nothing is written at midnight, and yet more is due. */
export function useReviewQueue(studentId: string): HostQuery<ReviewQueue> {
  return useHostQuery(['reviews', studentId, 'queue', new Date().toDateString()], (calls) =>
    calls.readReviewQueue({ studentId }),
  );
}
