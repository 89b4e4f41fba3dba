import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { byOf, openStatuses, standingWords, steering } from "./run-controls.ts";
import type { SteeredRun } from "./schema.ts";
import { withSubRuns } from "./sub-runs.ts";

/**
 * Ends a run and the runs that its steps started: no further step begins, and what they proposed can no longer be
 * approved. Effects that happened stay. Repeating it changes nothing.
 * @throws AppError not_found; conflict when the run is over
 */
export const cancelRun = defineCommand({
  name: "run.cancel",
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  access: ["operator", "api_key"],
  scope: steering.scope,
  run: async ({ tx, context, audit, emit, changed }, { id, reason }): Promise<SteeredRun> => {
    const ids = await withSubRuns(tx, id);
    const ended = await tx.run.updateManyAndReturn({
      where: { id: { in: ids }, status: { in: openStatuses } },
      data: {
        status: "cancelled",
        summary: reason ?? "Stopped by you",
        finishedAt: context.clock.now(),
        pausedAt: null,
      },
      select: { id: true },
    });
    const run = await tx.run.findUnique({ where: { id }, select: { status: true } });
    if (!run) throw new AppError("not_found", "There is no such run");
    if (run.status !== "cancelled") throw new AppError("conflict", `${standingWords(run.status)}: it is over already`);
    const { workspaceId } = context;
    for (const { id: runId } of ended) {
      const data = { ...byOf(context), reason: reason ?? null };
      await appendRunEntry({ tx, context }, { runId, key: "run.cancelled", kind: "run.cancelled", data });
      await audit({ subject: { kind: "run", id: runId }, ...(reason ? { reason } : {}) });
      await emit("run.cancelled", { workspaceId, runId });
      await emit("run.ended", { workspaceId, runId, status: "cancelled" });
      changed({ topic: "run", id: runId });
    }
    return { id, status: "cancelled", paused: false };
  },
});
