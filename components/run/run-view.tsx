"use client";

import type { Route } from "next";
import { useState } from "react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { OutsideLink, TextLink } from "#components/ui/text-link.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { RelatedRuns } from "./related-runs.tsx";
import type { ReplayStart } from "./replay-panel.tsx";
import { RunAudit } from "./run-audit.tsx";
import { RunCompensation } from "./run-compensation.tsx";
import { RunControls, type RunSteering } from "./run-controls.tsx";
import { RunDeadlines } from "./run-deadlines.tsx";
import { RunEffects } from "./run-effects.tsx";
import { RunMemory } from "./run-memory.tsx";
import { RunPicture } from "./run-picture.tsx";
import { RunProposals } from "./run-proposals.tsx";
import { runStatusWords } from "./run-words.ts";
import { Timeline } from "./timeline.tsx";

type RunViewProps = {
  run: RunDetail;
  steering: RunSteering;
  onReplay: (start: ReplayStart) => void;
  onCompensate: () => void;
  compensating: boolean;
};

export function RunView({ run, steering, onReplay, onCompensate, compensating }: RunViewProps) {
  const status = runStatusWords[run.status];
  const [sure, setSure] = useState(false);
  return (
    <div className="grid grid-cols-1 gap-7">
      <PageHeader
        lead={
          <>
            <TextLink href="/runs">Runs</TextLink> / {plainName(run.workflow)}{" "}
            {run.workflowVersion < 0 ? "draft" : `v${run.workflowVersion}`}
          </>
        }
        title={run.title}
        detail={
          <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
            {run.shadow ? <Badge tone="warn">Shadow</Badge> : null}
            {run.pausedAt ? <Badge tone="warn">Paused</Badge> : null}
            <Badge tone={status.tone}>{status.label}</Badge>
            {run.summary}
          </span>
        }
        actions={<RunControls run={run} steering={{ ...steering, onCancel: () => setSure(true) }} />}
      />
      <CancelDialog
        run={run}
        open={sure}
        onClose={() => setSure(false)}
        onCancel={() => {
          setSure(false);
          steering.onCancel();
        }}
      />
      {run.shadow ? (
        <Notice tone="info" title="This run is in shadow: nothing of it was or will be done">
          It read, asked its agents and waited as any run does. What it would have proposed is compared with what you
          do: see <TextLink href={`/workflows/${run.workflow}` as Route}>its workflow</TextLink>, under Stage.
        </Notice>
      ) : null}
      {run.pausedAt ? (
        <Notice tone="warn" title="This run is paused">
          Paused <RelativeTime at={run.pausedAt} />. No step begins and nothing is sent until you resume it. What you
          approve meanwhile waits, for at most a day after your approval.
        </Notice>
      ) : null}
      {run.error ? (
        <Notice tone="bad" title={`It failed${run.error.step ? ` at “${run.error.step}”` : ""}: ${run.error.message}`}>
          {run.compensation
            ? "What it had done is being or has been taken back: see Taking back. The failed attempt stands in the timeline."
            : "Steps that were complete stay complete. The failed attempt stands in the timeline, with its input."}
        </Notice>
      ) : null}
      <RunPicture timeline={run.timeline} />
      <RunDeadlines deadlines={run.deadlines} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <Section title="Timeline">
          <Timeline entries={run.timeline} onReplay={run.finishedAt ? onReplay : undefined} />
        </Section>
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <RelatedRuns run={run} />
          <Section title="Proposals" count={run.proposals.length}>
            <RunProposals proposals={run.proposals} contact={run.contact} />
          </Section>
          <RunCompensation run={run} onCompensate={onCompensate} compensating={compensating} />
          <Section title="Effects" count={run.effects.length}>
            <RunEffects effects={run.effects} />
          </Section>
          {run.memory.length > 0 ? (
            <Section title="Memory used" count={run.memory.length}>
              <ul className="grid grid-cols-1 gap-2.5">
                {run.memory.map((item) => (
                  <li key={item.id} className="border-l-2 border-line pl-3">
                    <p>{item.text}</p>
                    <p className="text-small text-faint">{item.why}</p>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <Section title="Facts">
            <Facts
              facts={[
                { label: "Started by", value: <TextLink href={hrefs.event(run.eventId)}>the event</TextLink> },
                ...(run.contact
                  ? [
                      {
                        label: "Contact",
                        value: <TextLink href={hrefs.contact(run.contact.id)}>{run.contact.name}</TextLink>,
                      },
                    ]
                  : []),
                { label: "Created", value: <RelativeTime at={run.createdAt} /> },
                { label: "Finished", value: run.finishedAt ? <RelativeTime at={run.finishedAt} /> : "not yet" },
                { label: "Run", value: <span className="font-mono text-caption break-all">{run.id}</span> },
                ...(run.functionRunId
                  ? [
                      {
                        label: "Runner",
                        value: <span className="font-mono text-caption break-all">{run.functionRunId}</span>,
                      },
                    ]
                  : []),
                ...(run.dashboardUrl
                  ? [
                      {
                        label: "Inngest",
                        value: <OutsideLink href={run.dashboardUrl}>Open in the dashboard</OutsideLink>,
                      },
                    ]
                  : []),
              ]}
            />
          </Section>
        </div>
      </div>
      <RunMemory runId={run.id} />
      <Section
        title="Audit"
        count={run.audit.length}
        detail="Append-only; each entry carries the hash of the one before it."
        action={<TextLink href={`/records/audit?run=${run.id}`}>Search in it</TextLink>}
      >
        <RunAudit audit={run.audit} />
      </Section>
    </div>
  );
}
