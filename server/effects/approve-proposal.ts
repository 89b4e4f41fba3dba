import { z } from "zod";
import { type Command, defineCommand } from "#server/commands/define-command.ts";
import { closeProposal, writeDecision } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { examineAgain, staleness, supersede } from "./refresh-proposal.ts";
import { undoWindowNow } from "./undo-window.ts";

const input = z.object({
  proposalId: z.uuid(),
  /** the hash on the card that the operator looked at: the approval stands for exactly that */
  inputHash: z.string().length(64),
});

/** An approval: what was approved, and until when it can be undone (null: not at all). */
export type Approved = { proposalId: string; status: "approved"; executeAfter: Date | null };

type Outcome = Approved | { status: "stale"; message: string };

const decideApproval = defineCommand({
  name: "proposal.approve",
  input,
  access: ["operator"],
  run: async (scope, { proposalId, inputHash }): Promise<Outcome> => {
    const executeAfter = await undoWindowNow(scope);
    const proposal = await closeProposal(scope, {
      proposalId,
      status: "approved",
      inputHash,
      inTime: true,
      executeAfter,
    });
    const examined = await examineAgain(scope, proposal);
    const what = staleness(proposal, examined);
    if (what) {
      const { refused } = await supersede(scope, { proposal, examined, reason: `Refreshed: ${what}` });
      const first = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
      return {
        status: "stale",
        message: refused
          ? `It cannot be done any more: ${refused}`
          : `${first}. The card has been refreshed: look again before you decide.`,
      };
    }
    await writeDecision(scope, { proposal, status: "approved", data: { executeAfter } });
    return { proposalId, status: "approved", executeAfter };
  },
});

function orThrow(outcome: Outcome): Approved {
  if (outcome.status === "stale") throw new AppError("precondition", outcome.message);
  return outcome;
}

/**
 * The operator's yes: a single-use capability bound to the exact input, the versions it rests on and its expiry. Where a
 * record has changed since, a refreshed proposal takes its place, which commits, and the error says what changed.
 * @throws AppError not_found | conflict (decided elsewhere, expired) | precondition (changed since)
 */
export const approveProposal: Command<typeof input, Approved> = {
  ...decideApproval,
  execute: async (context, raw) => orThrow(await decideApproval.execute(context, raw)),
  within: async (scope, given) => orThrow(await decideApproval.within(scope, given)),
};
