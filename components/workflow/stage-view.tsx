"use client";

import { useState } from "react";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Rollout } from "#server/domains/shadow/schema.ts";
import type { Stage } from "#server/domains/workflow/schema.ts";
import { ShadowComparison } from "./shadow-comparison.tsx";
import { StageLadder } from "./stage-ladder.tsx";
import { ladder, stageWords } from "./stage-words.ts";

type StageViewProps = {
  rollout: Rollout;
  /** the stage that it is on its way to */
  moving: Stage | null;
  onMove: (to: Stage, reason?: string) => void;
  onEndTrial: () => void;
};

/** One step further: at one tap where the evidence is enough, else with the operator's reason. */
function StepForward({
  forward,
  moving,
  onMove,
}: Pick<StageViewProps, "moving" | "onMove"> & { forward: NonNullable<Rollout["forward"]> }) {
  const [reason, setReason] = useState<string | null>(null);
  const { to, ready, because } = forward;
  const { label } = stageWords[to];
  const busy = moving === to;
  const override = reason !== null && !ready;
  return (
    <div className="grid grid-cols-1 justify-items-start gap-2">
      <p className="text-soft">{because}</p>
      {override ? (
        <form
          aria-label={`Go on to ${label}`}
          className="grid w-full max-w-prose grid-cols-1 gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            onMove(to, reason);
          }}
        >
          <TextField
            label="Why it goes on without enough evidence"
            hint="It stands in the audit trail."
            value={reason}
            minLength={3}
            maxLength={500}
            required
            onChange={(event) => setReason(event.target.value)}
          />
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setReason(null)}>Leave it</Button>
            <Button look="primary" type="submit" busy={busy}>
              Go on to {label}
            </Button>
          </span>
        </form>
      ) : (
        <Button look={ready ? "primary" : "secondary"} busy={busy} onClick={() => (ready ? onMove(to) : setReason(""))}>
          {ready ? `Go on to ${label}` : `Go on to ${label} all the same`}
        </Button>
      )}
    </div>
  );
}

/** How far a workflow is rolled out, the evidence for the next step, and the ways forward and back. */
export function StageView({ rollout, moving, onMove, onEndTrial }: StageViewProps) {
  const { stage, since, forward, comparison, matches, trial } = rollout;
  const below = ladder.slice(0, ladder.indexOf(stage)).toReversed();
  return (
    <Section
      title="Stage"
      detail={
        <>
          {stageWords[stage].means}
          {since ? (
            <>
              {" "}
              Since <RelativeTime at={since} />.
            </>
          ) : null}
        </>
      }
    >
      <StageLadder stage={stage} />
      {forward ? <StepForward key={stage} forward={forward} moving={moving} onMove={onMove} /> : null}
      {below.length > 0 ? (
        <span className="flex flex-wrap gap-2">
          {below.map((to) => (
            <Button key={to} size="small" look="quiet" busy={moving === to} onClick={() => onMove(to)}>
              Back to {stageWords[to].label}
            </Button>
          ))}
        </span>
      ) : null}
      {comparison ? (
        <div className="grid grid-cols-1 gap-2 pt-2">
          <h3 className="font-semibold">Shadow compared with you</h3>
          <ShadowComparison comparison={comparison} matches={matches} />
        </div>
      ) : null}
      {trial ? (
        <div className="grid grid-cols-1 gap-2 pt-2">
          <span className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-semibold">A draft is tried in shadow</h3>
            <Button size="small" onClick={onEndTrial}>
              End the trial
            </Button>
          </span>
          <p className="text-small text-soft">
            Since <RelativeTime at={trial.since} /> it runs beside the published version, and does nothing: {trial.runs}{" "}
            {trial.runs === 1 ? "run" : "runs"} so far.
          </p>
          <ShadowComparison comparison={trial.comparison} matches={trial.matches} />
        </div>
      ) : null}
    </Section>
  );
}
