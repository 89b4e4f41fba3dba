import type { Transaction } from "#server/db/transaction.ts";
import type { InFact } from "./schema.ts";

type Row = { id: string; status: string; replacedById: string | null; policy: unknown };

const ends: Readonly<Record<string, InFact>> = {
  rejected: "rejected",
  returned: "rejected",
  expired: "expired",
  refused: "refused",
  pending: "open",
};

/** What became of proposals in fact: each by its newest version, edited where the operator changed it on the way. */
export async function inFactOf(tx: Transaction, rows: readonly Row[]): Promise<(row: Row) => InFact> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const approvals = await tx.approval.findMany({
    where: { decision: "approve", undoneAt: null, proposalId: { in: rows.map((row) => row.id) } },
    select: { proposalId: true },
  });
  const approved = new Set(approvals.map((approval) => approval.proposalId));
  return (first) => {
    let row = first;
    for (let hops = 0; row.replacedById && hops < 100; hops += 1)
      row = byId.get(row.replacedById) ?? { ...row, replacedById: null };
    const end = ends[row.status];
    if (end) return end;
    if (!approved.has(row.id)) return "by-itself";
    return row.id === first.id ? "approved" : "edited";
  };
}
