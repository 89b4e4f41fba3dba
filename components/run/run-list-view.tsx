"use client";

import { useState } from "react";
import { useHotkeys } from "#components/patterns/hotkeys.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { RunRow } from "#server/domains/run/schema.ts";
import { ChosenRuns, mostChosen, RunChoice } from "./run-choice.tsx";
import { runStatusWords } from "./run-words.ts";

type RunListViewProps = { runs: RunRow[]; more: More; retrying: boolean; onRetry: (ids: string[]) => void };

export function RunListView({ runs, more, retrying, onRetry }: RunListViewProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const failed = runs.filter((run) => run.status === "failed").map((run) => run.id);
  // what is not failed any more, or not shown, is not chosen any more
  const ids = failed.filter((id) => chosen.has(id));
  const toggle = (id: string) => {
    if (!failed.includes(id)) return;
    const next = new Set(ids);
    if (!next.delete(id) && next.size < mostChosen) next.add(id);
    setChosen(next);
  };
  const focused = () => document.activeElement?.closest<HTMLElement>("li")?.querySelector<HTMLElement>("[data-choice]");
  useHotkeys({ x: () => toggle(focused()?.dataset.choice ?? "") });
  return (
    <div className="grid grid-cols-1 gap-4">
      {failed.length > 0 ? (
        <ChosenRuns
          failed={failed.length}
          chosen={ids.length}
          busy={retrying}
          onAll={() =>
            setChosen(new Set(ids.length === Math.min(failed.length, mostChosen) ? [] : failed.slice(0, mostChosen)))
          }
          onRetry={() => onRetry(ids)}
        />
      ) : null}
      <RowList label="Runs">
        {runs.map((run) => {
          const status = run.pausedAt ? ({ label: "Paused", tone: "warn" } as const) : runStatusWords[run.status];
          return (
            <Row
              key={run.id}
              href={hrefs.run(run.id)}
              choice={
                failed.length > 0 ? (
                  <RunChoice run={run} chosen={chosen.has(run.id)} onToggle={() => toggle(run.id)} />
                ) : undefined
              }
              lead={<StatusDot tone={status.tone} />}
              title={run.title}
              detail={run.summary ?? plainName(run.workflow)}
              aside={
                <>
                  {run.shadow ? <Badge tone="warn">Shadow</Badge> : null}
                  <Badge tone={status.tone}>{status.label}</Badge>
                </>
              }
              time={<RelativeTime at={run.createdAt} />}
            />
          );
        })}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
