"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { DecisionRow } from "#server/memory/schema.ts";
import { DecisionPanel } from "./decision-panel.tsx";
import { RunRollbackPanel } from "./run-rollback-panel.tsx";

/** A run's decisions, each opened by itself, and what the run wrote to memory. */
export function RunMemoryPanel({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const decisions = useQuery(trpc.decision.ofRun.queryOptions({ runId }));
  if (decisions.error) return <Notice tone="bad" title={errorWords(decisions.error)} />;
  if (!decisions.data) return <SkeletonRows />;
  return (
    <div className="grid grid-cols-1 gap-6">
      {decisions.data.length === 0 ? (
        <p className="text-small text-soft">No agent was asked in this run.</p>
      ) : (
        <ul aria-label="Decisions" className="divide-y divide-line border-y border-line">
          {decisions.data.map((decision) => (
            <Decision key={decision.id} decision={decision} />
          ))}
        </ul>
      )}
      <RunRollbackPanel runId={runId} />
    </div>
  );
}

function Decision({ decision }: { decision: DecisionRow }) {
  const { id, step, at, hash, agent, intent, model, memories } = decision;
  const [open, setOpen] = useState(false);
  return (
    <li className="grid grid-cols-1 gap-3 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium break-words">
            {plainName(agent)}: {plainName(intent)}
          </p>
          <p className="text-small break-words text-soft">
            {plainName(step)}, {memories === 1 ? "1 memory" : `${memories} memories`}, {model ?? "offline method"},{" "}
            <RelativeTime at={at} />, snapshot <span className="font-mono text-caption">{hash.slice(0, 10)}</span>
          </p>
        </div>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "Then and now"}
        </Button>
      </div>
      {open ? <DecisionPanel id={id} /> : null}
    </li>
  );
}
