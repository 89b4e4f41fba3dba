import { resumeRun, waitRun } from "#server/domains/run/index.ts";
import type { Proposed } from "#server/effects/index.ts";
import { type Settled, settleProposal } from "../functions/settle-proposal.ts";
import type { RunScope } from "./run-scope.ts";

/** Marks the run as waiting for the operator. */
export async function beginAsking(
  scope: RunScope,
  asking: { step: string; round?: number; count: number },
): Promise<void> {
  const { context, runId, step } = scope;
  const round = asking.round ?? 0;
  const forWhat =
    asking.count === 1 ? "Waits for your decision" : `Waits for your decision on ${asking.count} proposals`;
  await step.run(`${asking.step}:${round}:wait`, () =>
    waitRun.execute(context, { runId, step: asking.step, round, forWhat, decisions: asking.count }),
  );
}

/** Marks the run as going on, with what was decided. */
export async function endAsking(
  scope: RunScope,
  asking: { step: string; round?: number; settled: readonly Settled[] },
): Promise<void> {
  const { context, runId, step } = scope;
  const round = asking.round ?? 0;
  const outcome = asking.settled.map((end) => end.status).join(", ") || "nothing to decide";
  await step.run(`${asking.step}:${round}:resume`, () =>
    resumeRun.execute(context, { runId, step: asking.step, round, outcome }),
  );
}

/** Brings one proposal to its end, in a function of its own. `id` is the step's. */
export function settle(scope: RunScope, id: string, { proposalId }: Pick<Proposed, "proposalId">): Promise<Settled> {
  const { workspaceId, runId } = scope;
  const settled = scope.step.invoke(id, { function: settleProposal, data: { workspaceId, runId, proposalId } });
  // a child's result comes back as JSON, which is all that it is
  return settled as Promise<Settled>;
}
