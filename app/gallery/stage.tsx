"use client";

import { AppShell } from "#components/shell/app-shell.tsx";
import { approvalStages } from "./stages/approvals.tsx";
import { companyStages } from "./stages/company.tsx";
import { publicStages } from "./stages/public.tsx";
import { recordStages } from "./stages/records.tsx";
import { runStages } from "./stages/runs.tsx";
import { scheduleStages } from "./stages/schedules.tsx";
import type { Stages } from "./stages/stages.ts";
import { supervisorStages } from "./stages/supervisor.tsx";
import { todayStages } from "./stages/today.tsx";
import { workflowStages } from "./stages/workflows.tsx";

const stages: Stages = {
  ...todayStages,
  ...approvalStages,
  ...runStages,
  ...recordStages,
  ...companyStages,
  ...scheduleStages,
  ...supervisorStages,
  ...workflowStages,
  ...publicStages,
};

/** One view on its screen; without a name, the list of all. */
export function Stage({ name }: { name: string | undefined }) {
  const stage = name ? stages[name] : undefined;
  if (!stage) {
    return (
      <main className="mx-auto grid max-w-3xl gap-4 px-6 py-10">
        <h1 className="text-display font-semibold">Gallery</h1>
        <ul className="columns-2">
          {Object.keys(stages).map((each) => (
            <li key={each}>
              <a href={`/gallery?view=${each}`} className="text-accent-ink underline">
                {each}
              </a>
            </li>
          ))}
        </ul>
      </main>
    );
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
