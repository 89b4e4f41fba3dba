import type { Transaction } from "#server/db/transaction.ts";

/** A proposal's row. */
type Row = NonNullable<Awaited<ReturnType<Transaction["proposal"]["findUnique"]>>>;

const mostHops = 1000;

/** The version of a proposal that stands now: edits, refreshes and answers to guidance are followed. */
export async function newestOf(tx: Transaction, proposalId: string): Promise<Row | null> {
  let row = await tx.proposal.findUnique({ where: { id: proposalId } });
  for (let hops = 0; row && hops < mostHops; hops += 1) {
    const next: Row | null = row.replacedById
      ? await tx.proposal.findUnique({ where: { id: row.replacedById } })
      : row.status === "returned"
        ? await tx.proposal.findFirst({ where: { answersId: row.id } })
        : null;
    if (!next) return row;
    row = next;
  }
  return row;
}
