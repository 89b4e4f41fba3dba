import type { Route } from "next";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Section } from "#components/patterns/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatDuration } from "#components/ui/time-format.ts";
import type { Outcome } from "#server/domains/outcome/schema.ts";
import { Figure } from "./figure.tsx";
import { ShareBar } from "./share-bar.tsx";

function lasts(seconds: number | null): string {
  return seconds === null ? "not known" : formatDuration(seconds * 1000);
}

/** Few numbers, each counted from the log; nothing is estimated. */
export function OutcomeView({ outcome }: { outcome: Outcome }) {
  const { runs, proposals, effects } = outcome;
  const ended = runs.finished + runs.failed;
  const decided = proposals.approved + proposals.edited + proposals.rejected;
  if (ended === 0 && decided === 0) {
    return (
      <EmptyState
        title="Nothing to count yet"
        detail="Figures appear with the first run that ends and the first proposal that you decide. Nothing here is estimated."
      >
        <ButtonLink href="/connections">Connect a source</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-9">
      <div className="grid grid-cols-2 gap-x-6 gap-y-6 border-y border-line py-5 md:grid-cols-4">
        <Figure
          label="Runs finished"
          value={runs.finished}
          detail={ended > 0 ? `${percent(runs.finished, ended)} of those that ended` : "none ended yet"}
        />
        <Figure
          label="Runs failed"
          value={runs.failed}
          tone={runs.failed > 0 ? "bad" : undefined}
          detail={runs.failed > 0 ? "each with its reason on its page" : "nothing went wrong"}
        />
        <Figure label="Median run" value={lasts(runs.medianSeconds)} detail="from event to end, waiting included" />
        <Figure
          label="Effects executed"
          value={effects.executed}
          tone={effects.unknown > 0 ? "warn" : undefined}
          detail={effects.unknown > 0 ? `${effects.unknown} with an unknown outcome` : "every outcome is known"}
        />
      </div>
      <Section title="Your decisions" count={decided}>
        {decided > 0 ? (
          <ShareBar
            parts={[
              { label: "approved as proposed", count: proposals.approved, colour: "bg-good" },
              { label: "edited first", count: proposals.edited, colour: "bg-warn" },
              { label: "rejected", count: proposals.rejected, colour: "bg-bad" },
            ]}
          />
        ) : (
          <p className="text-soft">No proposal has been decided yet.</p>
        )}
      </Section>
      {outcome.perWorkflow.length > 0 ? (
        <Section title="Per workflow">
          <WorkflowTable rows={outcome.perWorkflow} />
        </Section>
      ) : null}
    </div>
  );
}

function WorkflowTable({ rows }: { rows: Outcome["perWorkflow"] }) {
  const longest = Math.max(1, ...rows.map((row) => row.runs));
  return (
    <table className="w-full text-left">
      <thead>
        <tr className="border-b border-line text-small text-faint">
          <th scope="col" className="py-2 font-normal">
            Workflow
          </th>
          <th scope="col" className="py-2 font-normal">
            Runs
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            Median
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-b border-line">
        {rows.map((row) => (
          <tr key={row.workflow}>
            <th scope="row" className="py-2.5 pr-4 font-medium">
              <TextLink href={`/workflows/${row.workflow}` as Route}>{row.name}</TextLink>
            </th>
            <td className="w-1/2 py-2.5 pr-4">
              <span className="flex items-center gap-3">
                <span className="w-8 text-right">{row.runs}</span>
                <span
                  aria-hidden="true"
                  className="h-2 min-w-px rounded-r-[2px] bg-accent"
                  style={{ width: `${(row.runs / longest) * 70}%` }}
                />
              </span>
            </td>
            <td className="py-2.5 text-right whitespace-nowrap">{lasts(row.medianSeconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function percent(part: number, whole: number): string {
  return `${Math.floor((part / whole) * 100)}%`;
}
