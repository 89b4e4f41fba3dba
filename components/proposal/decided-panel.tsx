"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DecidedListView } from "./decided-list-view.tsx";

export function DecidedPanel() {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.proposal.list.infiniteQueryOptions({ status: "decided" }, byCursor));
  const { items, more } = flatten(query);
  return items.length > 0 ? (
    <DecidedListView proposals={items} more={more} />
  ) : (
    <EmptyState title="Nothing decided yet" detail="What you approve or reject is kept here, with your reason.">
      <ButtonLink href="/approvals">See what waits</ButtonLink>
    </EmptyState>
  );
}
