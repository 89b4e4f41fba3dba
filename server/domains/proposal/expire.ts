import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { closeProposal, writeDecision } from "./close.ts";
import type { ProposalStatus } from "./schema.ts";

/**
 * Closes a proposal that nobody decided: at its time, or because its run ended. A proposal that was decided meanwhile is
 * left alone; the answer says how it stands.
 * @throws AppError precondition when it is not due yet
 */
export const expireProposal = defineCommand({
  name: "proposal.expire",
  input: z.object({ proposalId: z.uuid(), because: z.enum(["time", "run-ended"]).default("time") }),
  access: ["system"],
  run: async (scope, { proposalId, because }): Promise<{ proposalId: string; status: ProposalStatus }> => {
    const found = await scope.tx.proposal.findUnique({ where: { id: proposalId } });
    if (!found) throw new AppError("not_found", "There is no such proposal");
    if (found.status !== "pending") return { proposalId, status: found.status as ProposalStatus };
    if (because === "time" && found.expiresAt > scope.context.clock.now()) {
      throw new AppError("precondition", "The proposal has not expired yet");
    }
    const proposal = await closeProposal(scope, { proposalId, status: "expired", inTime: false });
    const reason = because === "time" ? "Nobody decided in time" : "Its run ended";
    await writeDecision(scope, { proposal, status: "expired", reason });
    return { proposalId, status: "expired" };
  },
});
