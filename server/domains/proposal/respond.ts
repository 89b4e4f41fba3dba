import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { closeProposal, writeDecision } from "./close.ts";
import { askedSchema, mostRounds } from "./schema.ts";
import { teach } from "./teach.ts";

/**
 * The operator sends a proposal back to its agent with guidance. It can never be approved any more; the agent's answer is
 * a proposal of its own, which names this one.
 * @throws AppError not_found | conflict (decided elsewhere, expired) | precondition (no agent made it; asked too often)
 */
export const respondToProposal = defineCommand({
  name: "proposal.respond",
  input: z.object({
    proposalId: z.uuid(),
    /** the hash on the card that the operator looked at */
    inputHash: z.string().length(64),
    /** what the agent should do differently */
    guidance: z.string().trim().min(1).max(2000),
  }),
  access: ["operator"],
  run: async (scope, { proposalId, inputHash, guidance }) => {
    const proposal = await closeProposal(scope, { proposalId, status: "returned", inputHash, inTime: true });
    const asked = askedSchema.safeParse(proposal.asked).data;
    if (!asked) {
      throw new AppError("precondition", "No agent made this, so none can make it anew: edit it, or reject it");
    }
    if (asked.guidance.length >= mostRounds) {
      throw new AppError("precondition", `It went back ${mostRounds} times already: edit it, or reject it`);
    }
    await writeDecision(scope, { proposal, status: "returned", reason: guidance });
    await teach(scope, proposal);
    return { proposalId, status: "returned" as const };
  },
});
