"use client";

import type { ReactNode } from "react";
import { AgentTabs } from "#components/agent/agent-tabs.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { CircuitListView } from "#components/supervisor/circuit-list-view.tsx";
import { DeadLetterListView } from "#components/supervisor/dead-letter-list-view.tsx";
import { DecisionListView } from "#components/supervisor/decision-list-view.tsx";
import { SupervisionForm } from "#components/supervisor/supervision-form.tsx";
import { circuits, deadLetters, decisions, supervisionPolicy } from "../fixtures/supervisor.ts";
import { nothing, type Stages } from "./stages.ts";

function screen(content: ReactNode) {
  return {
    path: "/agents",
    render: () => (
      <Page>
        <PageHeader title="Supervisor" detail="Finds runs that failed, got stuck, are late or go in a circle." />
        <AgentTabs current="supervisor" />
        {content}
      </Page>
    ),
  };
}

const letters = (busyId: string | null) => (
  <DeadLetterListView letters={deadLetters} busyId={busyId} onRedrive={nothing} onDrop={nothing} more={null} />
);

export const supervisorStages: Stages = {
  supervisor: screen(
    <>
      <Section title="Systems that are called">
        <CircuitListView circuits={circuits} busyId={null} onReset={nothing} />
      </Section>
      <Section title="Dead letters">{letters(null)}</Section>
      <Section title="What it did">
        <DecisionListView decisions={decisions} more={{ busy: false, load: nothing }} />
      </Section>
    </>,
  ),
  "supervisor-busy": screen(
    <>
      <Section title="Systems that are called">
        <CircuitListView circuits={circuits} busyId="mail" onReset={nothing} />
      </Section>
      <Section title="Dead letters">{letters("l1")}</Section>
    </>,
  ),
  "supervisor-empty": screen(
    <EmptyState title="It has not had to do anything" detail="It looks at once when a run fails, and every minute." />,
  ),
  "supervisor-numbers": screen(
    <SupervisionForm policy={supervisionPolicy} busy={false} error="retries: is too large" onSave={nothing} />,
  ),
};
