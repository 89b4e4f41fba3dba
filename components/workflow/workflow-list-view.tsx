"use client";

import type { WorkflowView } from "#server/domains/workflow/schema.ts";
import { WorkflowCard } from "./workflow-card.tsx";

type WorkflowListViewProps = {
  workflows: WorkflowView[];
  busyId: string | null;
  onEnabled: (id: string, enabled: boolean) => void;
};

export function WorkflowListView({ workflows, busyId, onEnabled }: WorkflowListViewProps) {
  return (
    <ul className="grid grid-cols-1 gap-4">
      {workflows.map((workflow) => (
        <li key={workflow.id}>
          <WorkflowCard
            workflow={workflow}
            busy={busyId === workflow.id}
            onEnabled={(enabled) => onEnabled(workflow.id, enabled)}
          />
        </li>
      ))}
    </ul>
  );
}
