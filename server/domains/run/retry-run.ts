import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { byOf, standingWords, steering } from "./run-controls.ts";
import type { RetriedRuns, SteeredRun } from "./schema.ts";

/**
 * Tries a failed run again from the step that failed: what was completed is kept, nothing is proposed or done twice.
 * @throws AppError not_found; conflict when the run has not failed, or its effects were taken back
 */
export const retryRun = defineCommand({
  name: "run.retry",
  input: z.object({ id: z.uuid() }),
  ...steering,
  run: async ({ tx, context, audit, emit, changed }, { id }): Promise<SteeredRun> => {
    const reopened = await tx.run.updateMany({
      where: { id, status: "failed", compensation: null },
      data: {
        status: "queued",
        functionRunId: null,
        finishedAt: null,
        summary: null,
        pausedAt: null,
        tries: { increment: 1 },
      },
    });
    const run = await tx.run.findUnique({ where: { id } });
    if (!run) throw new AppError("not_found", "There is no such run");
    if (reopened.count === 0) {
      throw new AppError(
        "conflict",
        run.status === "failed"
          ? "What it did was taken back: replay it from a step instead"
          : `${standingWords(run.status)}: only a failed run can be tried again`,
      );
    }
    await appendRunEntry(
      { tx, context },
      { runId: id, key: `run.retried:${run.tries}`, kind: "run.retried", data: { ...byOf(context), tries: run.tries } },
    );
    await audit({ subject: { kind: "run", id }, data: { workflow: run.workflow, tries: run.tries } });
    const { workspaceId } = context;
    await emit("run.requested", { workspaceId, runId: id, eventId: run.eventId, workflow: run.workflow });
    changed({ topic: "run", id });
    return { id, status: "queued", paused: false };
  },
});

const mostAtOnce = 100;

/**
 * Tries many failed runs again: those that are named, or the oldest that a filter finds. One that cannot be tried again
 * says why and holds up no other. Each is audited for itself.
 * @returns `left`: how many more failed runs the filter finds
 */
export const bulkRetryRuns = defineCommand({
  name: "run.bulkRetry",
  input: z
    .object({
      ids: z.array(z.uuid()).min(1).max(mostAtOnce).optional(),
      filter: z
        .object({
          workflow: z.string().min(1).max(100).optional(),
          /** stands in what the run failed with, in capitals or small letters */
          error: z.string().trim().min(1).max(200).optional(),
          /** failed at or after this time */
          since: z.iso.datetime({ offset: true }).optional(),
        })
        .optional(),
    })
    .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
      error: "name either the runs or a filter",
      path: ["ids"],
    }),
  ...steering,
  run: async (scope, { ids, filter }): Promise<RetriedRuns> => {
    const { tx } = scope;
    const where = {
      status: "failed",
      ...(filter?.workflow ? { workflow: filter.workflow } : {}),
      ...(filter?.error ? { summary: { contains: filter.error, mode: "insensitive" as const } } : {}),
      ...(filter?.since ? { finishedAt: { gte: new Date(filter.since) } } : {}),
    };
    const found =
      ids ??
      (await tx.run.findMany({
        where: { ...where, compensation: null },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { id: true },
        take: mostAtOnce,
      }));
    const runs: RetriedRuns["runs"] = [];
    for (const id of new Set(found.map((run) => (typeof run === "string" ? run : run.id)))) {
      try {
        await retryRun.within(scope, { id });
        runs.push({ id, retried: true });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === "internal") throw error;
        runs.push({ id, retried: false, code: error.code, message: error.message });
      }
    }
    const left = filter ? await tx.run.count({ where: { ...where, compensation: null } }) : 0;
    return { runs, retried: runs.filter((run) => run.retried).length, left };
  },
});
