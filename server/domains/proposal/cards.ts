import type { Transaction } from "#server/db/transaction.ts";
import { moneyOf } from "#server/kernel/money.ts";
import { type ProposalCard, proposalCardSchema } from "./schema.ts";
import { storiesOf } from "./stories.ts";

type Row = NonNullable<Awaited<ReturnType<Transaction["proposal"]["findUnique"]>>>;

/** The approval cards of proposals: their rows with the contact, the workflow and the decision that stands. */
export async function toCards(tx: Transaction, rows: readonly Row[]): Promise<ProposalCard[]> {
  if (rows.length === 0) return [];
  const contactIds = rows.flatMap((row) => row.contactId ?? []);
  const contacts = await tx.contact.findMany({ where: { id: { in: contactIds } }, select: { id: true, name: true } });
  const runs = await tx.run.findMany({
    where: { id: { in: rows.map((row) => row.runId) } },
    select: { id: true, workflow: true },
  });
  const approvals = await tx.approval.findMany({
    where: { proposalId: { in: rows.map((row) => row.id) }, undoneAt: null },
    orderBy: { decidedAt: "asc" },
  });
  const operators = await tx.operator.findMany({ select: { id: true, name: true } });
  const nameOf = new Map(operators.map((operator) => [operator.id, operator.name]));
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
  const workflowOf = new Map(runs.map((run) => [run.id, run.workflow]));
  const approvalOf = new Map(approvals.map((approval) => [approval.proposalId, approval]));
  const storyOf = await storiesOf(tx, rows);
  return rows.map((row) => {
    const approval = approvalOf.get(row.id);
    return proposalCardSchema.parse({
      ...row,
      story: storyOf(row),
      workflow: workflowOf.get(row.runId) ?? "",
      contact: (row.contactId && contactOf.get(row.contactId)) || null,
      stake: moneyOf(row.stakeMinor, row.stakeCurrency),
      decision: approval
        ? {
            decision: approval.decision,
            by: nameOf.get(approval.decidedBy) ?? approval.decidedBy,
            reason: approval.reason,
            at: approval.decidedAt,
          }
        : null,
    });
  });
}
