import type { More } from "#components/patterns/load-more.tsx";

/** How every list names its next page. */
export const byCursor = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };

type Paged<T> = {
  data: { pages: { items: T[] }[] };
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** All rows that are loaded, and how to get more. */
export function flatten<T>(query: Paged<T>): { items: T[]; more: More } {
  return {
    items: query.data.pages.flatMap((page) => page.items),
    more: query.hasNextPage ? { busy: query.isFetchingNextPage, load: () => void query.fetchNextPage() } : null,
  };
}
