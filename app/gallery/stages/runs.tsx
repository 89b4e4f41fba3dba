"use client";

import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RunEmpty } from "#components/run/run-empty.tsx";
import { RunFilters } from "#components/run/run-filters.tsx";
import { RunListView } from "#components/run/run-list-view.tsx";
import { RunView } from "#components/run/run-view.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";
import { failedRun, runRows, takenBackRun, unknownEffectRun, waitingRun } from "../fixtures/runs.ts";
import { nothing, type Stages } from "./stages.ts";

const path = "/runs";

function Run({ run }: { run: RunDetail }) {
  return <RunView run={run} cancelling={false} onCancel={nothing} compensating={false} onCompensate={nothing} />;
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
  runs: { path, render: () => frame(<RunListView runs={runRows} more={{ busy: false, load: nothing }} />) },
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
