import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { appendRunEntry } from "./append-run-entry.ts";

/**
 * The operator stops a run: no further step starts, and what it proposed can no longer be approved. Effects that
 * happened stay. Repeating it changes nothing.
 * @throws AppError not_found; conflict when the run is over
 */
export const cancelRun = defineCommand({
  name: "run.cancel",
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  access: ["operator"],
  run: async ({ tx, context, audit, emit, changed }, { id, reason }): Promise<{ id: string }> => {
    const run = await tx.run.findUnique({ where: { id }, select: { status: true } });
    if (!run) throw new AppError("not_found", "There is no such run");
    if (run.status === "cancelled") return { id };
    const ended = await tx.run.updateMany({
      where: { id, status: { in: ["queued", "running", "waiting"] } },
      data: { status: "cancelled", summary: reason ?? "Stopped by you", finishedAt: context.clock.now() },
    });
    if (ended.count === 0) throw new AppError("conflict", "This run is over already");
    const by = context.actor.kind === "operator" ? context.actor.name : context.actor.id;
    await appendRunEntry(
      { tx, context },
      { runId: id, key: "run.cancelled", kind: "run.cancelled", data: { by, reason: reason ?? null } },
    );
    await audit({ subject: { kind: "run", id }, ...(reason ? { reason } : {}) });
    await emit("run.cancelled", { workspaceId: context.workspaceId, runId: id });
    changed({ topic: "run", id });
    return { id };
  },
});

/**
 * Tries a failed run again from its first step. Steps find what they had made before: nothing is proposed or done twice.
 * @throws AppError not_found; conflict when the run has not failed
 */
export const retryRun = defineCommand({
  name: "run.retry",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, emit, changed }, { id }): Promise<{ id: string }> => {
    const run = await tx.run.findUnique({ where: { id } });
    if (!run) throw new AppError("not_found", "There is no such run");
    const reopened = await tx.run.updateMany({
      where: { id, status: "failed" },
      data: { status: "queued", functionRunId: null, finishedAt: null, summary: null },
    });
    if (reopened.count === 0) throw new AppError("conflict", "Only a failed run can be tried again");
    await audit({ subject: { kind: "run", id }, data: { workflow: run.workflow } });
    const { workspaceId } = context;
    await emit("run.requested", { workspaceId, runId: id, eventId: run.eventId, workflow: run.workflow });
    changed({ topic: "run", id });
    return { id };
  },
});
