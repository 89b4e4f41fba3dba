import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import { queryInWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";

/** Whether a run is paused: a wait for it to go on asks, once it is registered. */
export const runIsPaused = defineQuery({
  name: "run.isPaused",
  input: z.object({ runId: z.uuid() }),
  access: ["system", "agent"],
  run: async ({ tx }, { runId }): Promise<boolean> => {
    const run = await tx.run.findUnique({ where: { id: runId }, select: { pausedAt: true, finishedAt: true } });
    return run?.pausedAt != null && run.finishedAt === null;
  },
});

/**
 * Whether a run is paused, in one statement and one round trip: asked before every step that does something.
 * @throws AppError internal
 */
export async function isPausedNow({ workspaceId }: Context, runId: string): Promise<boolean> {
  const [row] = await queryInWorkspace<{ paused: boolean }>(
    workspaceId,
    Prisma.sql`/* run_is_paused */ select paused_at is not null and finished_at is null as paused
      from run where id = ${runId}::uuid`,
  );
  return row?.paused ?? false;
}

/**
 * Whether a run has ended: a step that was under way when it was cancelled asks before it leaves something behind.
 * @throws AppError not_found
 */
export const runIsOver = defineQuery({
  name: "run.isOver",
  input: z.object({ runId: z.uuid() }),
  access: ["system", "agent"],
  run: async ({ tx }, { runId }): Promise<boolean> => {
    const run = await tx.run.findUnique({ where: { id: runId }, select: { finishedAt: true } });
    if (!run) throw new AppError("not_found", "There is no such run");
    return run.finishedAt !== null;
  },
});
