import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { dueSlots, stretchOf } from "./catch-up.ts";
import { recurrenceOf } from "./row.ts";
import { recordMissed } from "./slots.ts";

type Row = { id: string; kind: string; expression: string; timeZone: string | null; nextAt: Date | null };

/**
 * Writes a change of a locked schedule with the slot that is next from now on. Slots that were due before the change and
 * had not fired are written down as left out: nothing is lost without a word.
 * @param scope.context the clock says what "now" is
 */
export async function moveNext(
  scope: CommandScope,
  change: { row: Row; zone: string; nextAt: Date | null; data: Prisma.ScheduleUpdateInput; because: string },
): Promise<void> {
  const { tx, context } = scope;
  const { row, zone, nextAt, data, because } = change;
  const now = context.clock.now();
  if (row.nextAt && row.nextAt <= now) {
    const { newest, older } = dueSlots(recurrenceOf(row, zone), row.nextAt, now);
    const stretch = stretchOf(newest, older);
    if (stretch) await recordMissed(scope, { scheduleId: row.id, stretch, outcome: "skipped", because });
  }
  await tx.schedule.update({ where: { id: row.id }, data: { ...data, nextAt, updatedAt: now } });
}
