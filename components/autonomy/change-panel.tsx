"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangeListView } from "./change-list-view.tsx";

export function ChangePanel() {
  const trpc = useTRPC();
  const { data: changes } = useSuspenseQuery(trpc.autonomy.changes.queryOptions({}));
  return <ChangeListView changes={changes} />;
}
