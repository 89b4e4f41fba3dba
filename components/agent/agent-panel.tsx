"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { AgentListView } from "./agent-list-view.tsx";

export function AgentPanel() {
  const trpc = useTRPC();
  const { data: agents } = useSuspenseQuery(trpc.agent.list.queryOptions());
  return <AgentListView agents={agents} />;
}
