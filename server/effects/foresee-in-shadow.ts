import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { PolicyDecision } from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";

/** How a proposal that has no effect ends for the run that made it. */
export type ShadowEnd = {
  status: "executed" | "refused";
  reason: string | null;
  receipt: Record<string, unknown> | null;
};

/**
 * How a proposal made in shadow ends. In a shadow run the steps after it are to be seen too: it ends as if it had been
 * approved, with the receipt as far as the action can foresee it. In any other run only its agent is in shadow: there
 * nothing may go on as if something had been done.
 * @throws AppError not_found
 */
export const foreseeInShadow = defineQuery({
  name: "effect.foreseeInShadow",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { proposalId }): Promise<ShadowEnd> => {
    const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
    if (proposal?.status !== "shadow") throw new AppError("not_found", "There is no such proposal in shadow");
    const run = await tx.run.findUniqueOrThrow({ where: { id: proposal.runId }, select: { shadow: true } });
    const { explanation } = proposal.policy as PolicyDecision;
    if (!run.shadow) return { status: "refused", reason: explanation, receipt: null };
    const receipt = findAction(proposal.action)?.foresee?.(proposal.input) ?? null;
    return { status: "executed", reason: "In shadow: nothing was done", receipt: JSON.parse(JSON.stringify(receipt)) };
  },
});
