"use client";

import type { ReactNode } from "react";
import { AgentListView } from "#components/agent/agent-list-view.tsx";
import { ConnectionEmpty } from "#components/connection/connection-empty.tsx";
import { ConnectionForm } from "#components/connection/connection-form.tsx";
import { ConnectionListView } from "#components/connection/connection-list-view.tsx";
import { MemoryAddForm } from "#components/memory/memory-add-form.tsx";
import { MemoryFilters } from "#components/memory/memory-filters.tsx";
import { MemoryListView } from "#components/memory/memory-list-view.tsx";
import { OutcomeView } from "#components/outcome/outcome-view.tsx";
import { Notice } from "#components/patterns/notice.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { ShownOnce } from "#components/patterns/shown-once.tsx";
import { ApiKeyView } from "#components/settings/api-key-view.tsx";
import { Appearance } from "#components/settings/appearance.tsx";
import { InstallationFacts } from "#components/settings/installation-facts.tsx";
import { SessionListView } from "#components/settings/session-list-view.tsx";
import { WorkspaceForm } from "#components/settings/workspace-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { WorkflowListView } from "#components/workflow/workflow-list-view.tsx";
import {
  agents,
  apiKeys,
  connections,
  emptyOutcome,
  memory,
  outcome,
  sessions,
  settings,
  workflows,
} from "../fixtures/company.ts";
import { nothing, type Stages } from "./stages.ts";

function screen(path: string, title: string, content: ReactNode) {
  return {
    path,
    render: () => (
      <Page>
        <PageHeader title={title} />
        {content}
      </Page>
    ),
  };
}

export const companyStages: Stages = {
  workflows: screen(
    "/workflows",
    "Workflows",
    <WorkflowListView workflows={workflows} busyId={null} onEnabled={nothing} />,
  ),
  agents: screen("/agents", "Agents", <AgentListView agents={agents} />),
  memory: screen(
    "/memory",
    "Memory",
    <>
      <MemoryAddForm busy={false} error={null} onAdd={async () => true} />
      <MemoryFilters tier={null} />
      <MemoryListView
        items={memory}
        busyId={null}
        onConfirm={nothing}
        onClose={nothing}
        onRollBack={nothing}
        onEdit={async () => null}
        more={null}
      />
    </>,
  ),
  connections: screen(
    "/connections",
    "Connections",
    <>
      <ShownOnce
        title="The secret of “Shop orders”"
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        detail="It is shown this once. Put it where the sender signs."
        onDone={nothing}
      />
      <ConnectionListView connections={connections} busyId={null} onEnabled={nothing} onRotate={nothing} />
    </>,
  ),
  "connections-empty": screen(
    "/connections",
    "Connections",
    <>
      <ConnectionEmpty origin="http://127.0.0.1:3000" />
      <Section title="New connection">
        <ConnectionForm busy={false} error={null} onCreate={nothing} />
      </Section>
    </>,
  ),
  outcomes: screen("/outcomes", "Outcomes", <OutcomeView outcome={outcome} />),
  "outcomes-empty": screen("/outcomes", "Outcomes", <OutcomeView outcome={emptyOutcome} />),
  settings: {
    path: "/settings",
    render: () => (
      <Page width="narrow">
        <PageHeader title="Settings" />
        <Section title="Workspace">
          <WorkspaceForm settings={settings} busy={false} error={null} onSave={nothing} />
        </Section>
        <Section title="Appearance">
          <Appearance initial="system" />
        </Section>
        <Section title="API keys">
          <ApiKeyView
            apiKeys={apiKeys}
            creating={false}
            revokingId={null}
            error={null}
            onCreate={nothing}
            onRevoke={nothing}
          />
        </Section>
        <Section title="Sessions">
          <SessionListView
            sessions={sessions}
            revokingId={null}
            signingOut={false}
            onRevoke={nothing}
            onSignOut={nothing}
          />
        </Section>
        <Section title="This installation">
          <InstallationFacts settings={settings} />
        </Section>
      </Page>
    ),
  },
  failure: screen(
    "/runs",
    "Runs",
    <Notice tone="bad" title="The runs could not be loaded" action={<Button size="small">Try again</Button>}>
      The database did not answer in time. Nothing was lost; what runs, runs on.
    </Notice>,
  ),
};
