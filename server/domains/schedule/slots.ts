import type { CommandScope } from "#server/commands/define-command.ts";
import type { Stretch } from "./catch-up.ts";

const keptDays = 90;

/** Writes down that a slot started a run. A slot that was dealt with before keeps what was written first. */
export async function recordStarted(
  { tx, context }: CommandScope,
  { scheduleId, at, runId }: { scheduleId: string; at: Date; runId: string },
): Promise<void> {
  const { workspaceId } = context;
  await tx.scheduleSlot.createMany({
    data: [{ workspaceId, scheduleId, at, lastAt: at, outcome: "started", runId, decidedAt: context.clock.now() }],
    skipDuplicates: true,
  });
}

/** Writes down slots that started nothing; those that follow each other for the same reason are one stretch. */
export async function recordMissed(
  { tx, context }: CommandScope,
  missed: { scheduleId: string; stretch: Stretch; outcome: "skipped" | "refused"; because: string },
): Promise<void> {
  const { workspaceId } = context;
  const { scheduleId, stretch, outcome, because } = missed;
  const decidedAt = context.clock.now();
  const before = await tx.scheduleSlot.findFirst({ where: { scheduleId }, orderBy: { at: "desc" } });
  if (before && before.outcome === outcome && before.because === because && before.lastAt < stretch.at) {
    const count = before.count === null || stretch.count === null ? null : before.count + stretch.count;
    const id = { workspaceId, scheduleId, at: before.at };
    await tx.scheduleSlot.update({
      where: { workspaceId_scheduleId_at: id },
      data: { lastAt: stretch.lastAt, count, decidedAt },
    });
    return;
  }
  await tx.scheduleSlot.createMany({
    data: [{ workspaceId, scheduleId, ...stretch, outcome, because, decidedAt }],
    skipDuplicates: true,
  });
}

/** Forgets what became of slots long ago. That a slot never runs twice does not rest on these rows, but on its event. */
export async function forgetOldSlots({ tx, context }: CommandScope, scheduleId: string): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptDays * 86_400_000);
  await tx.scheduleSlot.deleteMany({ where: { scheduleId, decidedAt: { lt: before } } });
}
