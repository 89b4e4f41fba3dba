import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { noteTrust } from "./note-trust.ts";

/**
 * The operator says that what was done was wrong: it counts against the agent whether it was approved or ran by itself, and
 * ends the agent's autonomy with this action at once.
 * @throws AppError not_found | precondition when it was not carried out | conflict when it was said already
 */
export const complain = defineCommand({
  name: "trust.complain",
  input: z.object({ proposalId: z.uuid(), reason: z.string().trim().min(1, "say what was wrong").max(2_000) }),
  access: ["operator"],
  run: async (scope, { proposalId, reason }): Promise<{ proposalId: string }> => {
    const { tx } = scope;
    const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
    if (!proposal) throw new AppError("not_found", "There is no such proposal");
    if (proposal.status !== "executed") throw new AppError("precondition", "It was not carried out");
    const said = await tx.trustEntry.count({ where: { proposalId, kind: "complaint" } });
    if (said > 0) throw new AppError("conflict", "You have said so already");
    await scope.audit({ subject: { kind: "proposal", id: proposalId }, runId: proposal.runId, reason });
    await noteTrust(scope, proposal, { kind: "complaint", score: 0, data: { reason } });
    scope.changed({ topic: "proposal", id: proposalId });
    return { proposalId };
  },
});
