"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Section } from "#components/patterns/section.tsx";
import { DecisionListView } from "./decision-list-view.tsx";

export function DecisionPanel() {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.supervisor.decisions.infiniteQueryOptions({}, byCursor));
  const { items, more } = flatten(query);
  return (
    <Section title="What it did" detail="Each with what it found and the rule that it went by.">
      {items.length > 0 ? (
        <DecisionListView decisions={items} more={more} />
      ) : (
        <EmptyState
          title="It has not had to do anything"
          detail="It looks at once when a run fails, and every minute for runs that are silent, late or go in a circle."
        />
      )}
    </Section>
  );
}
