import type { Transaction } from "#server/db/transaction.ts";
import { definitionOf } from "#server/domains/workflow/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { withinOf } from "#server/workflows/sla-of-path.ts";
import type { RunDeadline } from "./schema.ts";

const most = 200;

type Asked = { tx: Transaction; context: Context; run: { id: string; workflow: string; workflowVersion: number } };

/** How long a promise took, without the time for which its clock stood still; null while it is open. */
function tookMs(row: { metAt: Date | null; dueAt: Date }, withinMs: number): number | null {
  return row.metAt ? Math.max(0, withinMs - (row.dueAt.getTime() - row.metAt.getTime())) : null;
}

/** The run's promises of time: what was promised, and whether it was kept. */
export async function deadlinesOfRun({ tx, context, run }: Asked): Promise<RunDeadline[]> {
  const rows = await tx.deadline.findMany({
    where: { runId: run.id },
    orderBy: [{ startedAt: "asc" }, { path: "asc" }],
    take: most,
  });
  if (rows.length === 0) return [];
  const version = { workflow: run.workflow, version: run.workflowVersion };
  const definition = await definitionOf({ tx, context }, version).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  return rows.map((row) => {
    const { path, title, dueAt, metAt, heldAt } = row;
    const span = row.dueAt.getTime() - row.startedAt.getTime();
    // waiting for the operator moves what is due, so the definition says what was promised
    const withinMs = (definition && withinOf(definition, path)) ?? span;
    const late = row.breachedAt !== null || (metAt === null && heldAt === null && dueAt < context.clock.now());
    const state = late ? "breached" : metAt ? "met" : heldAt ? "held" : "running";
    return { path, title, state, withinMs, tookMs: tookMs(row, withinMs), dueAt };
  });
}
