import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";

const prefixOf = { invoice: "INV", credit_note: "CN" } as const;

/** A document's number from its place in the series: "INV-2026-0007". */
export function formatNumber(kind: keyof typeof prefixOf, year: number, place: number): string {
  return `${prefixOf[kind]}-${year}-${String(place).padStart(4, "0")}`;
}

/**
 * Takes the next number of a series. The series' row stays locked until the caller commits, and a rollback gives the
 * number back: no gaps, no doubles. The year is the workspace's own calendar year.
 */
export async function nextNumber(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  kind: keyof typeof prefixOf,
): Promise<string> {
  const workspace = await tx.workspace.findUnique({ where: { id: context.workspaceId }, select: { timeZone: true } });
  if (!workspace) throw new AppError("not_found", "There is no such workspace");
  const calendar = new Intl.DateTimeFormat("en", {
    timeZone: workspace.timeZone,
    year: "numeric",
    calendar: "gregory",
  });
  const year = Number(calendar.format(context.clock.now()));
  const rows = await tx.$queryRaw<{ place: number }[]>`
    insert into number_series (workspace_id, kind, year, next) values (${context.workspaceId}::uuid, ${kind}, ${year}, 2)
    on conflict (workspace_id, kind, year) do update set next = number_series.next + 1
    returning next - 1 as place`;
  return formatNumber(kind, year, rows[0]?.place ?? 1);
}
