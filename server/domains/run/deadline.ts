import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";

const path = z.string().max(500);

/** A promise of time begins: `path` is the step's or branch's, empty for the whole run. Once; a retry keeps the clock. */
export const beginDeadline = defineCommand({
  name: "deadline.begin",
  input: z.object({ runId: z.uuid(), path, title: z.string().max(200), withinMs: z.number().positive() }),
  access: ["system"],
  run: async ({ tx, context }, { withinMs, ...facts }): Promise<void> => {
    const startedAt = context.clock.now();
    const dueAt = new Date(startedAt.getTime() + withinMs);
    const row = { ...facts, workspaceId: context.workspaceId, startedAt, dueAt };
    await tx.deadline.createMany({ data: [row], skipDuplicates: true });
  },
});

/** A promise of time is done: met, and broken where it came too late. */
export const meetDeadline = defineCommand({
  name: "deadline.meet",
  input: z.object({ runId: z.uuid(), path }),
  access: ["system"],
  run: async ({ tx, context }, { runId, path: which }): Promise<{ inTime: boolean }> => {
    const now = context.clock.now();
    const open = { runId, path: which, metAt: null };
    await tx.deadline.updateMany({
      where: { ...open, breachedAt: null, dueAt: { lt: now }, heldAt: null },
      data: { breachedAt: now },
    });
    await tx.deadline.updateMany({ where: open, data: { metAt: now, heldAt: null } });
    const row = await tx.deadline.findFirst({ where: { runId, path: which }, select: { breachedAt: true } });
    return { inTime: row?.breachedAt === null };
  },
});

type Clocks = { runId: string; paths: readonly string[] };

/** Stops the clocks while the operator has something to decide. A clock that stands already goes on standing. */
export async function holdClocks({ tx, context }: CommandScope, { runId, paths }: Clocks): Promise<void> {
  if (paths.length === 0) return;
  await tx.deadline.updateMany({
    where: { runId, path: { in: [...paths] }, metAt: null, heldAt: null, breachedAt: null },
    data: { heldAt: context.clock.now() },
  });
}

/** Lets the clocks go on: what is due moves by as long as they stood. */
export async function releaseClocks({ tx, context }: CommandScope, { runId, paths }: Clocks): Promise<void> {
  if (paths.length === 0) return;
  const now = context.clock.now();
  const held = await tx.deadline.findMany({ where: { runId, path: { in: [...paths] }, heldAt: { not: null } } });
  for (const { workspaceId, path: which, dueAt, heldAt } of held) {
    const stood = heldAt ? now.getTime() - heldAt.getTime() : 0;
    await tx.deadline.update({
      where: { workspaceId_runId_path: { workspaceId, runId, path: which } },
      data: { heldAt: null, dueAt: new Date(dueAt.getTime() + stood) },
    });
  }
}
