"use client";

import { useQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Section } from "#components/patterns/section.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import type { GrantChoice, PolicySettings } from "#server/domains/autonomy/schema.ts";
import { SimulationView } from "./simulation-view.tsx";

/** A change that is not saved. */
export type Draft = { grant?: GrantChoice; settings?: PolicySettings };

/** What a draft of the policy would have done to the last 90 days. */
export function SimulationPanel({ draft }: { draft: Draft }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.autonomy.simulate.queryOptions({ ...draft, days: 90 }, { retry: false }));
  return (
    <Section
      title="On the last 90 days"
      detail="Not saved: what this would have done to the proposals that there were."
    >
      {error ? (
        <p role="alert" className="text-small text-bad">
          {errorWords(error)}
        </p>
      ) : data ? (
        <SimulationView simulation={data} />
      ) : (
        <SkeletonBlock />
      )}
    </Section>
  );
}
