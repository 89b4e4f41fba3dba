import { cron } from "inngest";
import { purgeIdempotencyKeys, purgeOutbox } from "#server/commands/outbox-queue.ts";
import { announceCommit } from "#server/commands/wake.ts";
import { expireProposal, neglectedProposals } from "#server/domains/proposal/index.ts";
import { reconcileEffects } from "#server/effects/index.ts";
import { inngest } from "../client.ts";
import { everyWorkspace } from "../steps/each-apart.ts";
import { functionContext } from "../steps/run-scope.ts";

const keepSentDays = 7;
const keepAnswersHours = 72;

/**
 * Sets right in one workspace what was left half done: effects that stopped between intent and receipt, proposals past
 * their expiry, approvals whose wake-up was missed. Safe at any time, and from several processes at once.
 */
async function sweepWorkspace(workspaceId: string): Promise<void> {
  const context = functionContext({ workspaceId, functionId: "sweep" });
  await reconcileEffects({ context });
  const { overdue, unheard } = await neglectedProposals.execute(context, {});
  for (const proposalId of overdue) await expireProposal.execute(context, { proposalId, because: "time" });
  if (unheard.length === 0) return;
  await inngest.send(unheard.map((missed) => ({ name: "proposal.decided", data: { workspaceId, ...missed } })));
}

/** The same for every workspace; what fails in one does not keep the others waiting. */
export function sweepAll(): Promise<{ workspaces: number; failed: number }> {
  return everyWorkspace(sweepWorkspace, "a workspace could not be swept");
}

/** The safety net, every minute. Nothing depends on it while all goes well. */
export const sweep = inngest.createFunction(
  { id: "sweep", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) =>
    step.run("sweep", async () => {
      announceCommit();
      await purgeOutbox(keepSentDays);
      await purgeIdempotencyKeys(keepAnswersHours);
      return sweepAll();
    }),
);
