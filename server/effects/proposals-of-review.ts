import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { reviewStepOf } from "#server/domains/run/index.ts";

/**
 * What the operator's choice in a review task put before the policy and no run waits for: drafts of the task itself, and
 * reversals outside the run's own taking back.
 */
export const proposalsOfReview = defineQuery({
  name: "escalation.proposals",
  input: z.object({ escalationId: z.uuid(), runId: z.uuid(), option: z.string() }),
  access: ["system"],
  run: async ({ tx }, { escalationId, runId, option }): Promise<string[]> => {
    const [name, about] = option.split(":");
    const reversal = name === "effect.reverse" && about ? [{ compensatesId: about }] : [];
    const found = await tx.proposal.findMany({
      where: {
        runId,
        status: { in: ["pending", "approved"] },
        OR: [{ step: reviewStepOf(escalationId) }, ...reversal],
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    return found.map(({ id }) => id);
  },
});
