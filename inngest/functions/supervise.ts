import { cron } from "inngest";
import { tendDeadLetters } from "#server/domains/dead-letter/index.ts";
import {
  brokenDeadlines,
  runsToSupervise,
  storedSupervision,
  unsettledDecisions,
} from "#server/domains/supervision/index.ts";
import { dueCircuits, probeCircuit } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { queuedPatience, supervisionPolicyOf } from "#server/policy/index.ts";
import { inngest } from "../client.ts";
import { runFailed } from "../events.ts";
import { carryOutRemedy } from "../steps/carry-out-remedy.ts";
import { eachApart, everyWorkspace } from "../steps/each-apart.ts";
import { functionContext } from "../steps/run-scope.ts";
import { superviseLate, superviseOne } from "../steps/supervise-run.ts";

/** Most things of a kind that one round takes up in one workspace; the next round goes on. */
const mostPerRound = 50;

function each<T>(context: Context, things: readonly T[], take: (thing: T) => Promise<unknown>): Promise<number> {
  const facts = (thing: T) => ({ workspaceId: context.workspaceId, thing });
  return eachApart(things, take, { facts, message: "the supervisor could not deal with this yet" });
}

/**
 * One round of supervision in one workspace: remedies that were decided and not carried out, runs that need help, broken
 * promises of time, circuits that are due for a probe, dead letters. Bounded, and safe from several processes at once.
 */
export async function superviseWorkspace(workspaceId: string): Promise<void> {
  const context = functionContext({ workspaceId, functionId: "supervisor" });
  const limit = mostPerRound;
  const policy = supervisionPolicyOf(await storedSupervision.execute(context, {}));
  const { stuckMinutes, depth, repeats } = policy;
  const looking = { stuckMinutes, queuedPatience, depth, repeats, limit };
  const parts: (() => Promise<number>)[] = [
    async () =>
      each(context, await unsettledDecisions.execute(context, { limit }), (decision) =>
        carryOutRemedy(context, decision),
      ),
    async () =>
      each(context, await runsToSupervise.execute(context, looking), (runId) =>
        superviseOne({ ...context, runId }, runId),
      ),
    async () =>
      each(context, await brokenDeadlines.execute(context, { limit }), (late) =>
        superviseLate({ ...context, runId: late.runId }, late),
      ),
    async () => each(context, await dueCircuits.execute(context, {}), (target) => probeCircuit({ context, target })),
    () => each(context, [{ limit }], (round) => tendDeadLetters.execute(context, round)),
  ];
  await each(context, parts, (part) => part());
}

/** The same for every workspace; what fails in one does not keep the others waiting. */
export function superviseAll(): Promise<{ workspaces: number; failed: number }> {
  return everyWorkspace(superviseWorkspace, "a workspace could not be supervised");
}

/** Looks after runs every minute: finds what no event told of. */
export const supervise = inngest.createFunction(
  { id: "supervise", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) => step.run("supervise", () => superviseAll()),
);

/** Decides on a run that has just failed, at once. */
export const superviseFailedRun = inngest.createFunction(
  { id: "supervise-failed-run", triggers: [{ event: runFailed }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, runId } = event.data;
    const context = functionContext({ workspaceId, runId, functionId: "supervisor" });
    return step.run("supervise", () => superviseOne(context, runId));
  },
);
