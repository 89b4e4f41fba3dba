import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { cache, type ReactNode } from "react";
import { makeQueryClient } from "#components/api/query-client.ts";
import { createServerApi } from "#server/api/caller.ts";

const requestQueries = cache(() => {
  const queryClient = makeQueryClient();
  return { queryClient, api: createServerApi().options(queryClient) };
});

/** The queries of the request that is being rendered. Start them without waiting: their answers stream in behind the page. */
export function prefetcher() {
  return requestQueries();
}

/** Hands what was prefetched, finished or not, to the panels inside. */
export function Prefetched({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(requestQueries().queryClient)}>{children}</HydrationBoundary>;
}
