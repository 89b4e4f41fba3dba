import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { closeProposal, teach } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { withChanges } from "./card-fields.ts";
import { examineAgain, supersede } from "./refresh-proposal.ts";

/**
 * The operator changes a proposal's input: a new pending proposal, bound to its own hash, takes the old one's place.
 * @throws AppError invalid (with the field) | not_found | conflict | precondition
 */
export const editProposal = defineCommand({
  name: "proposal.edit",
  input: z.object({
    proposalId: z.uuid(),
    inputHash: z.string().length(64),
    /** name → new value, as the card's fields write it: money in minor units, dates as 2026-03-01 */
    fields: z.record(z.string().max(64), z.string().max(100_000)),
  }),
  access: ["operator"],
  run: async (scope, { proposalId, inputHash, fields }): Promise<{ proposalId: string; replaced: string }> => {
    // takes the row, so that of an edit and a decision one wins; supersede gives it its real end
    const proposal = await closeProposal(scope, { proposalId, status: "approved", inputHash, inTime: true });
    const before = await examineAgain(scope, proposal);
    if (!before.action) throw new AppError("precondition", "Its action does not exist any more");
    const input = withChanges(before.action, proposal.input as Record<string, unknown>, fields);
    const parsed = before.action.input.safeParse(input);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({
        field: `fields.${issue.path.join(".")}`,
        message: issue.message,
      }));
      throw new AppError("invalid", problems.map((problem) => `${problem.field}: ${problem.message}`).join("; "), {
        details: { fields: problems },
      });
    }
    const examined = await examineAgain(scope, proposal, parsed.data);
    if (examined.policy.verdict === "refuse") throw new AppError("invalid", examined.policy.explanation);
    if (examined.inputHash === proposal.inputHash) throw new AppError("invalid", "Nothing was changed");
    const next = await supersede(scope, { proposal, examined, reason: "Edited by the operator" });
    await teach(scope, proposal);
    return { proposalId: next.proposalId, replaced: proposalId };
  },
});
