"use client";

import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RunEmpty } from "#components/run/run-empty.tsx";
import { RunFilters } from "#components/run/run-filters.tsx";
import { RunListView } from "#components/run/run-list-view.tsx";
import { RunView } from "#components/run/run-view.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { failedRun, runRows, unknownEffectRun, waitingRun } from "../fixtures/runs.ts";
import { nothing, type Stages } from "./stages.ts";

const path = "/runs";

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
        <RunView run={waitingRun} cancelling={false} onCancel={nothing} />
      </Page>
    ),
  },
  "run-failed": {
    path,
    render: () => (
      <Page width="wide">
        <RunView run={failedRun} cancelling={false} onCancel={nothing} />
      </Page>
    ),
  },
  "run-unknown": {
    path,
    render: () => (
      <Page width="wide">
        <RunView run={unknownEffectRun} cancelling={false} onCancel={nothing} />
      </Page>
    ),
  },
};
