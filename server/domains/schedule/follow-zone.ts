import type { CommandScope } from "#server/commands/define-command.ts";
import { moveNext } from "./move-next.ts";
import { lockSchedule, recurrenceOf } from "./row.ts";

/**
 * Moves every schedule that follows the workspace's zone into the new one: its next slot is the new zone's at once.
 * Belongs in the transaction that changes the zone.
 */
export async function followZone(scope: CommandScope, zones: { before: string; after: string }): Promise<void> {
  const { tx, context, changed } = scope;
  const rows = await tx.schedule.findMany({
    where: { timeZone: null, enabled: true },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of rows) {
    const row = await lockSchedule(tx, id);
    const nextAt = recurrenceOf(row, zones.after).next(context.clock.now());
    const because = "The workspace's time zone was changed before it fired";
    await moveNext(scope, { row, zone: zones.before, nextAt, data: {}, because });
    changed({ topic: "schedule", id });
  }
}
