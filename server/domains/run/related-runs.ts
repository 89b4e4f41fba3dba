import type { Transaction } from "#server/db/transaction.ts";
import type { RunDetail } from "./schema.ts";

const mostShown = 50;

/** `step:<run id>:<path>` → the path. */
function stepOf(origin: string): string | null {
  return origin.startsWith("step:") ? origin.split(":").slice(2).join(":") : null;
}

/** The runs that a run was started by, has started, repeats, or is repeated by. */
export async function relatedRuns(
  tx: Transaction,
  run: { id: string; parentId: string | null; replayOfId: string | null; replayFrom: string | null; origin: string },
): Promise<Pick<RunDetail, "parent" | "children" | "replayOf" | "replays">> {
  const above = [run.parentId, run.replayOfId].filter((id) => id !== null);
  const found = await tx.run.findMany({
    where: { OR: [{ id: { in: above } }, { parentId: run.id }, { replayOfId: run.id }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, title: true, status: true, createdAt: true },
      ...{ parentId: true, replayOfId: true, replayFrom: true, origin: true },
    },
    take: 2 * mostShown,
  });
  // safe cast: the detail's schema checks the status
  const rows = found as (Omit<(typeof found)[number], "status"> & Pick<RunDetail, "status">)[];
  const shown = ({ id, title, status, createdAt }: (typeof rows)[number], from: string | null) => ({
    ...{ id, title, status, createdAt },
    from,
  });
  const parent = rows.find((row) => row.id === run.parentId);
  const original = rows.find((row) => row.id === run.replayOfId);
  return {
    parent: parent ? shown(parent, stepOf(run.origin)) : null,
    children: rows
      .filter((row) => row.parentId === run.id)
      .slice(0, mostShown)
      .map((row) => shown(row, stepOf(row.origin))),
    replayOf: original ? shown(original, run.replayFrom) : null,
    replays: rows
      .filter((row) => row.replayOfId === run.id)
      .slice(0, mostShown)
      .map((row) => shown(row, row.replayFrom)),
  };
}
