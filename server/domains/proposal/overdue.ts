import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

const grace = 60_000;

/** Proposals that nobody seems to look after. */
export type NeglectedProposals = {
  /** pending past their expiry */
  overdue: string[];
  /** approved, due for a minute, and not begun, or sent back and not answered: whoever waits for them missed the word */
  unheard: { proposalId: string; runId: string }[];
};

/** What the sweep sets right: normally empty, because each proposal has a function that waits on it. */
export const neglectedProposals = defineQuery({
  name: "proposal.neglected",
  input: z.object({ limit: z.int().min(1).max(500).default(100) }),
  access: ["system"],
  run: async ({ tx, context }, { limit }): Promise<NeglectedProposals> => {
    const before = new Date(context.clock.now().getTime() - grace);
    const overdue = await tx.proposal.findMany({
      where: { status: "pending", expiresAt: { lt: before } },
      select: { id: true },
      orderBy: { expiresAt: "asc" },
      take: limit,
    });
    const approved = await tx.proposal.findMany({
      where: {
        status: "approved",
        decidedAt: { lt: before },
        OR: [{ executeAfter: null }, { executeAfter: { lt: before } }],
      },
      select: { id: true, runId: true },
      orderBy: { decidedAt: "asc" },
      take: limit,
    });
    const returned = await tx.proposal.findMany({
      where: { status: "returned", decidedAt: { lt: before } },
      select: { id: true, runId: true },
      orderBy: { decidedAt: "desc" },
      take: limit,
    });
    const answers = await tx.proposal.findMany({
      where: { answersId: { in: returned.map((row) => row.id) } },
      select: { answersId: true },
    });
    const answered = new Set(answers.map((row) => row.answersId));
    const begun = await tx.effect.findMany({
      where: { proposalId: { in: approved.map((row) => row.id) } },
      select: { proposalId: true },
    });
    const known = new Set(begun.map((effect) => effect.proposalId));
    return {
      overdue: overdue.map((row) => row.id),
      unheard: [
        ...approved.filter((row) => !known.has(row.id)),
        ...returned.filter((row) => !answered.has(row.id)),
      ].map(({ id, runId }) => ({ proposalId: id, runId })),
    };
  },
});
