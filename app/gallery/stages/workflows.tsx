"use client";

import type { ReactNode } from "react";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { DraftEditor } from "#components/workflow/draft-editor.tsx";
import { DryRunForm } from "#components/workflow/dry-run-form.tsx";
import { DryRunView } from "#components/workflow/dry-run-view.tsx";
import { FlowGraph } from "#components/workflow/flow-graph.tsx";
import { VersionList } from "#components/workflow/version-list.tsx";
import type { DryRun } from "#server/authoring/schema.ts";
import { draftProblems, drawnWorkflow, failedTrial, questions, trial, versionRows } from "../fixtures/workflows.ts";
import { nothing, type Stages } from "./stages.ts";

function screen(content: ReactNode) {
  return {
    path: "/workflows",
    render: () => (
      <Page width="wide">
        <PageHeader title="Offer follow-up" />
        {content}
      </Page>
    ),
  };
}

function editor(changed: boolean, problems: typeof draftProblems) {
  return (
    <DraftEditor
      value={drawnWorkflow}
      changed={changed}
      busy={null}
      problems={problems}
      onValue={nothing}
      onSave={nothing}
      onPublish={nothing}
      onDiscard={nothing}
    />
  );
}

function trying(run: DryRun | null, busy: boolean) {
  return (
    <Section title="Try it">
      <DryRunForm
        ways={[{ from: "manual", label: "A start by hand" }]}
        events={[{ id: "e1", title: "Refund, please" }]}
        fields={[{ name: "customer", label: "Customer", type: "contact", required: true }]}
        choices={{ contact: [{ id: "c1", label: "Marta Quist" }] }}
        questions={questions}
        settings={{
          start: "manual",
          values: { customer: "c1" },
          approvals: "approve",
          answers: { await: "times-out" },
        }}
        busy={busy}
        onChange={nothing}
        onTry={nothing}
      />
      {run ? <DryRunView run={run} /> : null}
    </Section>
  );
}

export const workflowStages: Stages = {
  "workflow-drawn": screen(
    <>
      <Section title="Steps">
        <FlowGraph definition={drawnWorkflow} />
      </Section>
      <VersionList versions={versionRows} busy={null} onRestore={nothing} />
    </>,
  ),
  "workflow-draft": screen(editor(true, [])),
  "workflow-draft-problems": screen(editor(true, draftProblems)),
  "workflow-trial": screen(trying(trial, false)),
  "workflow-trial-failed": screen(trying(failedTrial, false)),
  "workflow-trial-busy": screen(trying(null, true)),
};
