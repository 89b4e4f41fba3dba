import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

type Input = Record<string, unknown>;

/** What a decision says about an agent's work, from the rows as they are. */
export type TaughtBy = { agent: string; intent: string; action: string; contactId: string | null } & (
  | { via: "reject" | "guidance"; said: string }
  | {
      via: "edit";
      before: Input;
      after: Input;
      workflow: string;
      /** whom it is about, as the records have them now */
      contact: { name: string; email: string | null } | null;
      draftedAt: Date;
      editedAt: Date;
    }
);

/** Reads what the operator's decision on a proposal teaches; null where it teaches nothing. */
export const taughtBy = defineQuery({
  name: "proposal.taughtBy",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { proposalId }): Promise<TaughtBy | null> => {
    const row = await tx.proposal.findUnique({ where: { id: proposalId } });
    if (!row?.intent) return null;
    const { agent, intent, action, contactId } = row;
    const common = { agent, intent, action, contactId };
    if (row.replacedById) {
      const after = await tx.proposal.findUnique({
        where: { id: row.replacedById },
        select: { input: true, createdAt: true },
      });
      const run = await tx.run.findUnique({ where: { id: row.runId }, select: { workflow: true } });
      if (!after || !run) return null;
      const contact = contactId
        ? await tx.contact.findUnique({ where: { id: contactId }, select: { name: true, email: true } })
        : null;
      const times = { draftedAt: row.createdAt, editedAt: after.createdAt };
      const texts = { before: row.input as Input, after: after.input as Input };
      return { ...common, via: "edit", ...texts, ...times, workflow: run.workflow, contact };
    }
    const said = await tx.approval.findFirst({
      where: { proposalId, decision: { in: ["reject", "respond"] }, undoneAt: null },
      orderBy: { decidedAt: "desc" },
    });
    if (!said?.reason) return null;
    return { ...common, via: said.decision === "reject" ? "reject" : "guidance", said: said.reason };
  },
});
