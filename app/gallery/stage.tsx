"use client";

import { AppShell } from "#components/shell/app-shell.tsx";
import { approvalStages } from "./stages/approvals.tsx";
import type { Stages } from "./stages/stages.ts";

const stages: Stages = { ...approvalStages };

/** One view on its screen. */
export function Stage({ name }: { name: string }) {
  const stage = stages[name];
  if (!stage) {
    return <p className="p-8">No view has this name.</p>;
  }
  const view = stage.render();
  return stage.path ? (
    <AppShell path={stage.path} workspaceName="Harbour Lane Consulting" waitingCount={4} renderPalette={() => null}>
      {view}
    </AppShell>
  ) : (
    view
  );
}
