"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { WalkView } from "./walk-view.tsx";

export function WalkPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.audit.walk.queryOptions({ id }));
  return <WalkView walk={data} />;
}
