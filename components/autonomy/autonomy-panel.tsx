"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { settingWords } from "./autonomy-words.ts";
import { GrantListView } from "./grant-list-view.tsx";

export function AutonomyPanel() {
  const trpc = useTRPC();
  const { data: autonomy } = useSuspenseQuery(trpc.autonomy.get.queryOptions());
  const { data: actions } = useSuspenseQuery(trpc.autonomy.actions.queryOptions());
  return (
    <div className="grid grid-cols-1 gap-6">
      <p className="text-small text-soft">In force: {settingWords(autonomy.settings).join(" · ")}.</p>
      <GrantListView grants={autonomy.grants} actions={actions} />
    </div>
  );
}
