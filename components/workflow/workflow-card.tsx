"use client";

import type { Route } from "next";
import { StartWorkflow } from "#components/run/start-workflow.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { WorkflowView } from "#server/domains/workflow/schema.ts";
import { stageWords } from "./stage-words.ts";
import { StepChain } from "./step-chain.tsx";

type WorkflowCardProps = { workflow: WorkflowView; busy: boolean; onEnabled: (enabled: boolean) => void };

const mostShown = 5;

/** What a card has room for: of the steps that do something, the first ones; the whole stands on the workflow's page. */
function shownSteps(steps: WorkflowView["steps"]): WorkflowView["steps"] {
  const telling = ["agent", "action", "ask", "wait", "wait-for", "sub-workflow", "take-back", "notify", "remember"];
  return steps.filter((step) => telling.includes(step.kind)).slice(0, mostShown);
}

export function WorkflowCard({ workflow, busy, onEnabled }: WorkflowCardProps) {
  const { runs } = workflow;
  return (
    <article className="grid grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4 shadow-lift md:p-5">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-title font-semibold">
            <TextLink href={`/workflows/${workflow.id}` as Route}>{workflow.name}</TextLink>{" "}
            <span className="text-small font-normal text-faint">
              {workflow.version === null ? "not published yet" : `v${workflow.version}`}
            </span>
            {workflow.version === null ? null : (
              <Badge tone={stageWords[workflow.stage].tone}>{stageWords[workflow.stage].label}</Badge>
            )}{" "}
            {workflow.draft && workflow.version !== null ? <Badge tone="warn">Draft</Badge> : null}
          </h2>
          <p className="max-w-prose text-soft">{workflow.purpose}</p>
        </div>
        {workflow.version === null ? null : (
          <div className="flex shrink-0 items-center gap-1 text-small text-soft">
            <span aria-hidden="true">{workflow.enabled ? "On" : "Off"}</span>
            <Switch label={workflow.name} checked={workflow.enabled} busy={busy} onChange={onEnabled} />
          </div>
        )}
      </header>
      {workflow.version === null ? null : (
        <StepChain trigger={workflow.trigger} steps={shownSteps(workflow.steps)} off={!workflow.enabled} />
      )}
      <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line pt-3 text-small text-soft">
        <span>
          <span className="font-medium text-ink">{runs.total}</span>{" "}
          <TextLink href={`/runs?workflow=${workflow.id}` as Route}>{runs.total === 1 ? "run" : "runs"}</TextLink>
        </span>
        <span>{runs.waiting} waiting</span>
        <span className={runs.failed > 0 ? "text-bad" : ""}>{runs.failed} failed</span>
        <span className="text-faint">
          {runs.lastAt ? (
            <>
              last <RelativeTime at={runs.lastAt} />
            </>
          ) : (
            "has not run yet"
          )}
        </span>
        {workflow.manual && workflow.enabled ? (
          <span className="ml-auto">
            <StartWorkflow size="small" workflow={workflow.id} name={workflow.name} fields={workflow.manual} />
          </span>
        ) : null}
      </footer>
    </article>
  );
}
