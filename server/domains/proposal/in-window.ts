import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { InWindow } from "./schema.ts";

const most = 50;

/** What is approved and still within its undo window, the soonest first: the rows know it, whatever screen or process was there. */
export const readInWindow = defineQuery({
  name: "proposal.inWindow",
  input: z.object({}),
  access: ["operator"],
  run: async ({ tx, context }): Promise<InWindow[]> => {
    const rows = await tx.proposal.findMany({
      where: { status: "approved", executeAfter: { gt: context.clock.now() } },
      select: { id: true, title: true, executeAfter: true },
      orderBy: [{ executeAfter: "asc" }, { id: "asc" }],
      take: most,
    });
    const approvals = await tx.approval.findMany({
      where: { proposalId: { in: rows.map((row) => row.id) }, decision: "approve", undoneAt: null },
      select: { proposalId: true },
    });
    const approved = new Set(approvals.map((row) => row.proposalId));
    return rows.flatMap(({ id, title, executeAfter }) =>
      executeAfter ? [{ id, title, executeAfter, byItself: !approved.has(id) }] : [],
    );
  },
});
