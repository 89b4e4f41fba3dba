import type { Transaction } from "#server/db/transaction.ts";

/** A run and the runs that its steps started, and theirs: what is done to a run reaches them all. */
export async function withSubRuns(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive tree(id) as (
      select id from run where id = ${id}::uuid
      union
      select run.id from run join tree on run.parent_id = tree.id
    ) select id from tree`;
  return rows.map((row) => row.id);
}
