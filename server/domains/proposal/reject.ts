import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { closeProposal, writeDecision } from "./close.ts";
import { teach } from "./teach.ts";

/** The operator says no, with the reason that the agent learns from. */
export const rejectProposal = defineCommand({
  name: "proposal.reject",
  input: z.object({
    proposalId: z.uuid(),
    /** the hash on the card that the operator looked at */
    inputHash: z.string().length(64).optional(),
    reason: z.string().trim().max(2000).optional(),
  }),
  access: ["operator"],
  run: async (scope, input) => {
    const { proposalId, reason } = input;
    const proposal = await closeProposal(scope, {
      proposalId,
      status: "rejected",
      inTime: false,
      ...(input.inputHash ? { inputHash: input.inputHash } : {}),
    });
    await writeDecision(scope, { proposal, status: "rejected", ...(reason ? { reason } : {}) });
    if (reason) await teach(scope, proposal);
    return { proposalId, status: "rejected" as const };
  },
});
