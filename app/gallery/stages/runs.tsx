"use client";

import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { CancelDialog } from "#components/run/cancel-dialog.tsx";
import { ReplayDialog } from "#components/run/replay-dialog.tsx";
import { RunEmpty } from "#components/run/run-empty.tsx";
import { RunFilters } from "#components/run/run-filters.tsx";
import { RunListView } from "#components/run/run-list-view.tsx";
import { RunView } from "#components/run/run-view.tsx";
import { StartWorkflowForm } from "#components/run/start-workflow-form.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";
import {
  failedRun,
  failedRuns,
  pausedRun,
  replayedRun,
  replayPlan,
  runRows,
  takenBackRun,
  unknownEffectRun,
  waitingRun,
} from "../fixtures/runs.ts";
import { nothing, type Stages } from "./stages.ts";

const path = "/runs";

const more = { busy: false, load: nothing };
const still = { busy: null, onPause: nothing, onResume: nothing, onRetry: nothing, onCancel: nothing };

function Run({ run }: { run: RunDetail }) {
  return <RunView run={run} steering={still} onReplay={nothing} compensating={false} onCompensate={nothing} />;
}

function frame(content: React.ReactNode) {
  return (
    <Page>
      <PageHeader title="Runs" />
      <RunFilters status={null} workflow={null} />
      {content}
    </Page>
  );
}

export const runStages: Stages = {
  runs: { path, render: () => frame(<RunListView runs={runRows} more={more} retrying={false} onRetry={nothing} />) },
  "runs-failed": {
    path,
    render: () => frame(<RunListView runs={failedRuns} more={more} retrying={false} onRetry={nothing} />),
  },
  "runs-empty": { path, render: () => frame(<RunEmpty filtered={false} />) },
  "runs-loading": { path, render: () => frame(<SkeletonRows />) },
  run: {
    path,
    render: () => (
      <Page width="wide">
        <Run run={waitingRun} />
      </Page>
    ),
  },
  "run-paused": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={pausedRun} />
      </Page>
    ),
  },
  "run-replay": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={replayedRun} />
        <ReplayDialog
          from="Draft a reply"
          plan={replayPlan}
          error={null}
          busy={false}
          open
          onClose={nothing}
          onReplay={nothing}
        />
      </Page>
    ),
  },
  "run-start": {
    path,
    render: () =>
      frame(
        <StartWorkflowForm
          name="Welcome a new customer"
          fields={[
            { name: "contact", label: "Contact", type: "contact", required: true },
            { name: "note", label: "What they bought", type: "text", required: false },
          ]}
          choices={{ contact: [{ id: "c1", label: "Marta Quist" }] }}
          values={{}}
          error={null}
          busy={false}
          onChange={nothing}
          onStart={nothing}
          onClose={nothing}
        />,
      ),
  },
  "run-cancel": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={waitingRun} />
        <CancelDialog run={waitingRun} open onClose={nothing} onCancel={nothing} />
      </Page>
    ),
  },
  "run-failed": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={failedRun} />
      </Page>
    ),
  },
  "run-taken-back": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={takenBackRun} />
      </Page>
    ),
  },
  "run-unknown": {
    path,
    render: () => (
      <Page width="wide">
        <Run run={unknownEffectRun} />
      </Page>
    ),
  },
};
