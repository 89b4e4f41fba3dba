import { invoke } from "inngest";
import { z } from "zod";
import { expireProposal, type Standing, standingOfProposal } from "#server/domains/proposal/index.ts";
import { noteWait, noteWaitEnd, runIsPaused } from "#server/domains/run/index.ts";
import {
  circuitIsClosed,
  circuitKey,
  type EffectOutcome,
  executeEffect,
  foreseeInShadow,
} from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { inngest } from "../client.ts";
import { circuitClosed, proposalDecided, runResumed } from "../events.ts";
import { askAgain, recordAnswer } from "../steps/answer-guidance.ts";
import { cancelledWithRun } from "../steps/run-lifecycle.ts";
import { functionContext, type Steps } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";

/** How a proposal ended, for the run that made it. `receipt` is what the action returned. */
export type Settled = {
  /** the newest version: edits are followed */
  proposalId: string;
  status: "executed" | "rejected" | "expired" | "refused" | "failed" | "unknown" | "compensated";
  reason: string | null;
  receipt: Record<string, unknown> | null;
};

const mostRounds = 200;
const minute = 60_000;
const longestHold = 6 * 60 * minute;
const reviewDays = 7;

const reviewWords = {
  failed: "Waits for your word on what failed",
  unknown: "Waits for your word: nobody knows whether it happened",
} as const;

type Round = { step: Steps; context: Context; number: number; review: boolean };
/** What a round came to: an end, or another look. */
type Turn = Settled | "again";
type Looked = Standing & { holdUntil: Date | null };

function ended(standing: Standing, status: Settled["status"], receipt: Settled["receipt"] = null): Settled {
  return { proposalId: standing.proposalId, status, reason: standing.reason, receipt };
}

/** A step of this function; the ledger and the proposal domain write the run's log themselves. */
function act<T>({ step, number }: Round, name: string, work: () => Promise<T>): Promise<T> {
  const result = step.run(`${name}:${number}`, () =>
    work().catch((error: unknown) => {
      throw stepError(error);
    }),
  );
  // dates come back as text; callers read them with `new Date`
  return result as Promise<T>;
}

/** Waits for the operator's word on this version, until its expiry, which never executes anything. */
async function awaitDecision(round: Round, standing: Standing): Promise<Turn> {
  const { step, context, number } = round;
  const { proposalId } = standing;
  const woken = await waitAndLookAgain(step, {
    id: `decision:${number}`,
    event: proposalDecided,
    match: { field: "proposalId", value: proposalId },
    timeout: new Date(standing.expiresAt),
    happened: async () => {
      const now = await standingOfProposal.execute(context, { proposalId });
      // an edit or a refresh in between: what waits now is another version, and its decision will not wake this wait
      return now.status !== "pending" || now.proposalId !== proposalId;
    },
    wakeUp: { workspaceId: context.workspaceId, runId: context.runId ?? "", proposalId },
  });
  if (!woken) {
    await act(round, "expire", () => expireProposal.execute(context, { proposalId, because: "time" }));
  }
  return "again";
}

async function carryOut(round: Round, standing: Looked): Promise<Turn> {
  const { step, context, number } = round;
  const { proposalId } = standing;
  if (standing.holdUntil) {
    // whether it still stands after the undo window is asked again, of the row
    await step.sleepUntil(`undo-window:${number}`, new Date(standing.holdUntil));
    return "again";
  }
  const outcome: EffectOutcome = await act(round, "execute", () => executeEffect({ context, proposalId }));
  switch (outcome.status) {
    case "succeeded":
      return ended(standing, "executed", outcome.receipt);
    case "compensated":
      return ended(standing, "compensated");
    case "withdrawn":
      return "again";
    case "held":
      await (outcome.because === "circuit"
        ? awaitCircuit(round, outcome.target)
        : awaitRelease(round, outcome.because));
      return "again";
    default:
      return round.review ? awaitReview(round, standing, outcome.status) : ended(standing, outcome.status);
  }
}

/** Waits until what holds every effect may be gone: the run's pause ends with an event, the workspace's is asked for. */
async function awaitRelease({ step, context, number }: Round, because: string): Promise<void> {
  const longest = Math.min(longestHold, minute * 2 ** Math.min(number, 10));
  const runId = context.runId ?? "";
  if (because !== "run-paused") {
    await step.sleep(`held:${number}`, longest);
    return;
  }
  await waitAndLookAgain(step, {
    id: `resumed:${number}`,
    event: runResumed,
    match: { field: "runId", value: runId },
    timeout: `${longestHold / minute}m`,
    happened: async () => !(await runIsPaused.execute(context, { runId })),
    wakeUp: { workspaceId: context.workspaceId, runId },
  });
}

/** Waits until the outside system answers again: its circuit is probed by one call at a time, and wakes all that it held. */
async function awaitCircuit({ step, context, number }: Round, target: string): Promise<void> {
  const { workspaceId } = context;
  const circuit = circuitKey(workspaceId, target);
  await waitAndLookAgain(step, {
    id: `circuit:${number}`,
    event: circuitClosed,
    match: { field: "circuit", value: circuit },
    timeout: `${longestHold / minute}m`,
    happened: () => circuitIsClosed.execute(context, { target }),
    wakeUp: { workspaceId, target, circuit },
  });
}

/** A review task is open: the operator may say that it arrived, or have it done again. Then the row tells how it stands. */
async function awaitReview(round: Round, standing: Standing, status: "failed" | "unknown"): Promise<Turn> {
  const { step, context, number } = round;
  const { proposalId } = standing;
  const wait = { runId: context.runId ?? "", step: `review:${proposalId}`, round: number };
  await act(round, "review-begins", () => noteWait.execute(context, { ...wait, forWhat: reviewWords[status] }));
  const woken = await waitAndLookAgain(step, {
    id: `review:${number}`,
    event: proposalDecided,
    match: { field: "proposalId", value: proposalId },
    timeout: `${reviewDays}d`,
    happened: async () => (await standingOfProposal.execute(context, { proposalId })).status === "executed",
    wakeUp: { workspaceId: context.workspaceId, runId: context.runId ?? "", proposalId },
  });
  const outcome = woken ? "you decided" : `nothing was heard in ${reviewDays} days`;
  await act(round, "review-ends", () => noteWaitEnd.execute(context, { ...wait, outcome }));
  if (!woken) return ended(standing, status);
  const after: Standing = await act(round, "look-after-review", () =>
    standingOfProposal.execute(context, { proposalId }),
  );
  return after.status === "executed" || after.status === "approved" ? "again" : ended(after, status);
}

/** The operator sent it back: its agent is asked again, and what it answers is what waits now. */
async function answer(round: Round, { proposalId }: Standing): Promise<Turn> {
  const { context } = round;
  const redone = await act(round, "ask-again", () => askAgain(context, proposalId));
  if (redone) await act(round, "answer", () => recordAnswer(context, redone));
  return "again";
}

/** Reads how the proposal stands. What depends on the time is decided here, once: a replay must take the same path. */
async function look(context: Context, proposalId: string): Promise<Looked> {
  const standing = await standingOfProposal.execute(context, { proposalId });
  const { status, executeAfter } = standing;
  const holdUntil = status === "approved" && executeAfter && executeAfter > context.clock.now() ? executeAfter : null;
  return { ...standing, holdUntil };
}

async function turn(round: Round, proposalId: string): Promise<Turn> {
  const standing = await act(round, "look", () => look(round.context, proposalId));
  switch (standing.status) {
    case "pending":
      return awaitDecision(round, standing);
    case "approved":
    case "executed":
      return carryOut(round, {
        ...standing,
        executeAfter: standing.status === "executed" ? null : standing.executeAfter,
      });
    case "replaced":
      return "again";
    case "returned":
      return answer(round, standing);
    case "shadow": {
      const { status, reason, receipt } = await act(round, "foresee", () =>
        foreseeInShadow.execute(round.context, { proposalId: standing.proposalId }),
      );
      return { proposalId: standing.proposalId, status, reason, receipt };
    }
    default:
      return ended(standing, standing.status);
  }
}

/**
 * Brings one proposal to its end: waits for the operator, lets the undo window pass, executes through the ledger. The row
 * is the authority and is read again after every wake. Independent of its run's other proposals, so that an approved one
 * does not wait for an undecided one.
 */
export const settleProposal = inngest.createFunction(
  {
    id: "settle-proposal",
    triggers: [
      invoke(
        z.object({
          workspaceId: z.string(),
          runId: z.string(),
          proposalId: z.string(),
          /** false: whoever asked goes on at once when it failed or nobody knows, whatever its review task comes to */
          review: z.boolean().optional(),
        }),
      ),
    ],
    retries: 8,
    cancelOn: cancelledWithRun,
  },
  async ({ event, step }): Promise<Settled> => {
    const { workspaceId, runId, proposalId, review = true } = event.data;
    const context = functionContext({ workspaceId, runId, functionId: "settle-proposal" });
    for (let number = 0; number < mostRounds; number += 1) {
      const result = await turn({ step, context, number, review }, proposalId);
      if (result !== "again") return result;
    }
    return { proposalId, status: "failed", reason: "It was changed too often", receipt: null };
  },
);
