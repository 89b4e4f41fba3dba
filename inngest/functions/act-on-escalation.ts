import { proposalsOfReview } from "#server/effects/index.ts";
import { inngest } from "../client.ts";
import { escalationResolved } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";
import { settleProposal } from "./settle-proposal.ts";

/**
 * Brings to their end the proposals that the operator's choice in a review task made: their run is over, so that nobody
 * else waits for the decision. What else a choice does was done when it was made.
 */
export const actOnEscalation = inngest.createFunction(
  { id: "act-on-escalation", triggers: [{ event: escalationResolved }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, escalationId, runId, option } = event.data;
    if (!runId) return { settled: [] };
    const context = functionContext({ workspaceId, runId, functionId: "act-on-escalation" });
    const proposals = await step.run("find-proposals", () =>
      proposalsOfReview.execute(context, { escalationId, runId, option }),
    );
    const settled = await Promise.all(
      proposals.map((proposalId) =>
        step.invoke(`settle:${proposalId}`, {
          function: settleProposal,
          data: { workspaceId, runId, proposalId },
        }),
      ),
    );
    return { settled: settled.map(({ status }) => status) };
  },
);
