import { useInfiniteQuery } from '@tanstack/react-query';
import type { QuestionPage } from '../../../shared/model/question-search.ts';
import { HostFailure, useStudyHost } from '../../app/study-host.tsx';
import { type QuestionAddress, toQuestionSearch } from './question-address.ts';

const pageSize = 60;

/** What matches the address, page by page. The rows of the filters before stay until the new ones are there. */
export function useQuestionList(address: QuestionAddress) {
  const { calls } = useStudyHost();
  const search = toQuestionSearch(address);
  const pages = useInfiniteQuery({
    queryKey: ['questions', 'list', search],
    queryFn: async ({ pageParam }): Promise<QuestionPage> => {
      const outcome = await calls.searchQuestions({ ...search, offset: pageParam, limit: pageSize });
      if (!outcome.ok) throw new HostFailure(outcome.error);
      return outcome.value;
    },
    initialPageParam: 0,
    getNextPageParam: ({ totalCount }, _, offset) => (offset + pageSize < totalCount ? offset + pageSize : null),
    placeholderData: (before) => before,
    networkMode: 'always',
    retry: (count, error) => error instanceof HostFailure && error.failure.code === 'HOST_RESTARTING' && count < 3,
  });
  return {
    questions: pages.data?.pages.flatMap(({ questions }) => questions) ?? [],
    totalCount: pages.data?.pages[0]?.totalCount,
    isPending: pages.isPending,
    isStale: pages.isPlaceholderData,
    failure:
      pages.error === null
        ? null
        : pages.error instanceof HostFailure
          ? pages.error.failure
          : { code: 'INTERNAL' as const, details: {} },
    refetch: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
  };
}
