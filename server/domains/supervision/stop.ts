import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { cancelRun, retryRun } from "#server/domains/run/index.ts";

/** Ends a run that goes in a circle, with its sub-runs. @throws AppError conflict when it is over */
export const stopRun = defineCommand({
  name: "supervision.stop",
  input: z.object({ runId: z.uuid(), because: z.string() }),
  access: ["system"],
  run: async (scope, { runId, because }): Promise<void> => {
    await cancelRun.within(scope, { id: runId, reason: because.slice(0, 300) });
  },
});

/**
 * Tries a failed run again, where it still stands as it was decided on.
 * @param input.decidedAt a run that failed after this is another matter
 * @throws AppError conflict when what it did was taken back
 */
export const retryDecided = defineCommand({
  name: "supervision.retry",
  input: z.object({ runId: z.uuid(), decidedAt: z.date() }),
  access: ["system"],
  run: async (scope, { runId, decidedAt }): Promise<{ retried: boolean }> => {
    const { tx } = scope;
    await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
    const run = await tx.run.findUnique({ where: { id: runId }, select: { status: true, finishedAt: true } });
    if (run?.status !== "failed" || !run.finishedAt || run.finishedAt > decidedAt) return { retried: false };
    await retryRun.within(scope, { id: runId });
    return { retried: true };
  },
});
