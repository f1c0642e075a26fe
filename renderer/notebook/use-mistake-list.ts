import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { MistakePage, NotedMistake } from '../../shared/model/notebook.ts';
import { HostFailure, useStudyHost } from '../app/study-host.tsx';
import { type NotebookAddress, toSearch } from './notebook-address.ts';

const pageSize = 60;

export interface MistakeList {
  readonly mistakes: readonly NotedMistake[];
  /** Of all that match, undefined until counted. */
  readonly totalCount: number | undefined;
  readonly isPending: boolean;
  /** What is shown belongs to the filters before. */
  readonly isSearching: boolean;
  readonly failure: Failure | null;
  readonly refetch: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** What matches the address, page by page. The rows of the filters before stay until the new ones are there. */
export function useMistakeList(address: NotebookAddress, studentId: string): MistakeList {
  const { calls } = useStudyHost();
  const search = toSearch(address, studentId);
  const pages = useInfiniteQuery({
    queryKey: ['notebook', studentId, 'list', search],
    queryFn: async ({ pageParam }): Promise<MistakePage> => {
      const outcome = await calls.searchMistakes({ ...search, cursor: pageParam, limit: pageSize });
      if (!outcome.ok) throw new HostFailure(outcome.error);
      return outcome.value;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    networkMode: 'always',
    retry: (count, error) => error instanceof HostFailure && error.failure.code === 'HOST_RESTARTING' && count < 3,
  });
  const hasWords = search.text.trim() !== '';
  const count = useQuery({
    queryKey: ['notebook', studentId, 'count', search],
    queryFn: async () => {
      const outcome = await calls.countMistakes({ ...search, cursor: null, limit: 1 });
      if (!outcome.ok) throw new HostFailure(outcome.error);
      return outcome.value.count;
    },
    networkMode: 'always',
    // A search for words counts by itself.
    enabled: !hasWords,
  });
  return {
    mistakes: pages.data?.pages.flatMap((page) => page.mistakes) ?? [],
    totalCount: hasWords ? (pages.data?.pages[0]?.totalCount ?? undefined) : count.data,
    isPending: pages.isPending,
    isSearching: pages.isPlaceholderData,
    failure: pages.error === null ? null : toFailure(pages.error),
    refetch: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
  };
}

function toFailure(error: Error): Failure {
  return error instanceof HostFailure ? error.failure : { code: 'INTERNAL', details: {} };
}
