import {
  beginCompensation,
  compensateEffect,
  effectIsUnsettled,
  executeEffect,
  finishCompensation,
  planCompensation,
} from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { log } from "#server/kernel/log.ts";
import { inngest } from "../client.ts";
import { compensationRequested, proposalDecided } from "../events.ts";
import { functionContext, type Steps } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import { settleProposal } from "./settle-proposal.ts";

const reviewDays = 7;

type Taking = { step: Steps; context: Context; runId: string; round: number; because: string };
type Planned = { effectId: string; proposalId: string; standing: string };

function act<T>({ step }: Taking, id: string, work: () => Promise<T>): Promise<T> {
  const result = step.run(id, () =>
    work().catch((error: unknown) => {
      throw stepError(error);
    }),
  );
  // the SDK types a checkpointed value as its JSON form; these are JSON
  return result as Promise<T>;
}

/**
 * Nothing is reversed blindly: what may have happened is looked up first, and where nobody can tell, the operator's answer
 * to its own review task is waited for.
 */
async function settleFirst(taking: Taking, { effectId, proposalId }: Planned): Promise<void> {
  const { step, context, runId } = taking;
  const outcome = await act(taking, `settle:${effectId}`, () => executeEffect({ context, proposalId }));
  if (outcome.status !== "unknown") return;
  await waitAndLookAgain(step, {
    id: `review:${effectId}`,
    event: proposalDecided,
    match: { field: "proposalId", value: proposalId },
    timeout: `${reviewDays}d`,
    happened: async () => !(await effectIsUnsettled.execute(context, { effectId })),
    wakeUp: { workspaceId: context.workspaceId, runId, proposalId },
  });
}

/** Takes one effect back and waits until that has come to its end, whichever it is. */
async function takeBack(taking: Taking, planned: Planned): Promise<void> {
  const { step, context, runId, round, because } = taking;
  const { effectId, standing } = planned;
  if (standing === "unsettled") await settleFirst(taking, planned);
  const reversal = await act(taking, `propose:${effectId}`, () =>
    compensateEffect({ context, effectId, reason: because, round }),
  );
  if (reversal.status !== "proposed") return;
  const { workspaceId } = context;
  const { proposalId } = reversal;
  await step.invoke(`reverse:${effectId}`, {
    function: settleProposal,
    data: { workspaceId, runId, proposalId, review: false },
  });
}

/**
 * Takes back what a failed run did: one effect after the other, the newest first, the next only when the one before has
 * come to its end. What cannot be taken back holds up no other; it stands in the review task at the end. Each step is a
 * checkpoint and each reversal has one stable id, so a crash or a second request repeats nothing.
 */
export const compensateRun = inngest.createFunction(
  {
    id: "compensate-run",
    triggers: [{ event: compensationRequested }],
    retries: 8,
    onFailure: async ({ event, step }) => {
      const { workspaceId, runId, because } = event.data.event.data as Record<
        "workspaceId" | "runId" | "because",
        string
      >;
      const context = functionContext({ workspaceId, runId, functionId: "compensate-run" });
      await step.run("end", () => end(context, { runId, because }));
    },
  },
  async ({ event, step }) => {
    const { workspaceId, runId } = event.data;
    const because = event.data.because.slice(0, 500) || "Its run failed";
    const context = functionContext({ workspaceId, runId, functionId: "compensate-run" });
    const { round } = await step.run("begin", () => beginCompensation.execute(context, { runId, because }));
    if (round === null) return { compensation: null };
    const taking: Taking = { step, context, runId, round, because };
    const plan = await step.run("plan", () => planCompensation.execute(context, { runId }));
    for (const planned of plan) {
      try {
        await takeBack(taking, planned);
      } catch (error) {
        // it came to no end in all its tries: it stands, and the others must not wait for it
        log.warn({ error, runId, effectId: planned.effectId }, "a reversal came to no end");
      }
    }
    return step.run("finish", () => finishCompensation.execute(context, { runId, round }));
  },
);

/** Ends what could not go on, so that the operator learns of it: what was not taken back stands. */
async function end(context: Context, given: { runId: string; because: string }) {
  const { round } = await beginCompensation.execute(context, given);
  return round === null ? null : finishCompensation.execute(context, { runId: given.runId, round });
}
