"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { OutcomeView } from "./outcome-view.tsx";

export function OutcomePanel() {
  const trpc = useTRPC();
  const { data: outcome } = useSuspenseQuery(trpc.outcome.get.queryOptions());
  return <OutcomeView outcome={outcome} />;
}
