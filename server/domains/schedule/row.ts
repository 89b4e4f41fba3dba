import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type Recurrence, type RecurrenceText, recurrence } from "./recurrence/recurrence.ts";
import { recurrenceSchema } from "./schema.ts";

/** The workspace's own zone. */
export async function workspaceZone(tx: Transaction, workspaceId: string): Promise<string> {
  const row = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { timeZone: true } });
  if (!row) throw new AppError("not_found", "There is no such workspace");
  return row.timeZone;
}

/** A stored schedule's recurrence in the zone that it goes by. */
export function recurrenceOf(
  row: { kind: string; expression: string; timeZone: string | null },
  zone: string,
): Recurrence {
  const { kind, expression, timeZone } = recurrenceSchema.parse(row);
  return recurrence({ kind, expression, timeZone: timeZone ?? zone });
}

/** The text that is kept: one line for cron, one per property for a rule, which takes its zone from the schedule. */
export function tidyExpression({ kind, expression }: Pick<RecurrenceText, "kind" | "expression">): string {
  if (kind === "cron") return expression.trim().split(/\s+/).join(" ");
  return expression
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^DTSTART;TZID=[^:]*:/, "DTSTART:"))
    .filter(Boolean)
    .join("\n");
}

/**
 * A schedule, locked until the transaction ends: who changes one and who fires one take turns.
 * @throws AppError not_found
 */
export async function lockSchedule(tx: Transaction, id: string) {
  await tx.$queryRaw`select id from schedule where id = ${id}::uuid for update`;
  const row = await tx.schedule.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such schedule");
  return row;
}
