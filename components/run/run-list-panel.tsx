"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { RunStatus } from "#server/domains/run/schema.ts";
import { RunEmpty } from "./run-empty.tsx";
import { RunListView } from "./run-list-view.tsx";

export type RunFilter = { status: RunStatus | null; workflow: string | null };

export function RunListPanel({ status, workflow }: RunFilter) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.run.list.infiniteQueryOptions({ status, workflow }, byCursor));
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <RunListView runs={items} more={more} />
  ) : (
    <RunEmpty filtered={status !== null || workflow !== null} />
  );
}
