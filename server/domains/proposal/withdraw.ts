import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { isOfRun } from "#server/domains/run/index.ts";
import { writeDecision } from "./close.ts";

/**
 * Takes back what a run proposed and nobody carried out: undecided proposals, and approved ones whose effect was never
 * intended. They become `expired`, with the reason. What takes the run back, or what the operator asked for afterwards, stays.
 * @returns how many were withdrawn
 */
export const withdrawProposals = defineCommand({
  name: "proposal.withdraw",
  input: z.object({
    runId: z.uuid(),
    /** only this one and what replaced it; all of the run's without it */
    proposalId: z.uuid().optional(),
    reason: z.string().min(1).max(500),
  }),
  access: ["system"],
  run: async (scope, { runId, proposalId, reason }): Promise<{ withdrawn: number }> => {
    const { tx, context } = scope;
    // the ledger locks a proposal before it intends an effect, so that of the two one comes first
    await tx.$queryRaw`select 1 from proposal where run_id = ${runId}::uuid order by id for update`;
    const all = await tx.proposal.findMany({ where: { runId }, orderBy: { id: "asc" } });
    const wanted = new Set(proposalId ? [proposalId] : all.filter(isOfRun).map((proposal) => proposal.id));
    for (let next = proposalId, hops = 0; next && hops < all.length; hops += 1) {
      const found = all.find((proposal) => proposal.id === next);
      next = found?.replacedById ?? all.find((proposal) => proposal.answersId === found?.id)?.id;
      if (next) wanted.add(next);
    }
    const begun = await tx.effect.findMany({ where: { runId }, select: { proposalId: true } });
    const untouchable = new Set(begun.map((effect) => effect.proposalId));
    let withdrawn = 0;
    if (proposalId) {
      // one in shadow was decided by nobody, and nobody hears of it: it is only compared no longer
      const shadow = { id: proposalId, status: "shadow" };
      const data = { status: "expired", decidedAt: context.clock.now() };
      withdrawn += (await tx.proposal.updateMany({ where: shadow, data })).count;
    }
    for (const proposal of all) {
      // one that went back and has no answer yet gets none any more
      const unanswered = proposal.status === "returned" && !all.some((other) => other.answersId === proposal.id);
      const open = proposal.status === "pending" || proposal.status === "approved" || unanswered;
      if (!open || !wanted.has(proposal.id) || untouchable.has(proposal.id)) continue;
      const data = { status: "expired", decidedAt: context.clock.now(), executeAfter: null };
      const closed = await tx.proposal.update({ where: { id: proposal.id }, data });
      await writeDecision(scope, { proposal: closed, status: "expired", reason });
      withdrawn += 1;
    }
    return { withdrawn };
  },
});
