import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { byOf, openStatuses, standingWords, steering } from "./run-controls.ts";
import { runStatusSchema, type SteeredRun } from "./schema.ts";
import { withSubRuns } from "./sub-runs.ts";

type Turn = { paused: boolean; reason?: string | undefined };

/** Turns a run and its sub-runs; those that stand so already, or are over, are left alone. */
async function turn(scope: CommandScope, id: string, { paused, reason }: Turn): Promise<SteeredRun> {
  const { tx, context, audit, emit, changed } = scope;
  const now = context.clock.now();
  const ids = await withSubRuns(tx, id);
  // the ledger holds these rows while it intends or claims an effect: what comes after this sees the pause
  const turned = await tx.run.updateManyAndReturn({
    where: { id: { in: ids }, status: { in: openStatuses }, pausedAt: paused ? null : { not: null } },
    data: { pausedAt: paused ? now : null },
    select: { id: true },
  });
  const run = await tx.run.findUnique({ where: { id }, select: { status: true, pausedAt: true } });
  if (!run) throw new AppError("not_found", "There is no such run");
  if (!openStatuses.includes(run.status)) {
    throw new AppError("conflict", `${standingWords(run.status)}: there is nothing to ${paused ? "pause" : "resume"}`);
  }
  const kind = paused ? "run.paused" : "run.resumed";
  for (const { id: runId } of turned) {
    const data = { ...byOf(context), reason: reason ?? null };
    await appendRunEntry({ tx, context }, { runId, key: `${kind}:${now.toISOString()}`, kind, data });
    await audit({ subject: { kind: "run", id: runId }, ...(reason ? { reason } : {}) });
    if (!paused) await emit("run.resumed", { workspaceId: context.workspaceId, runId });
    changed({ topic: "run", id: runId });
  }
  return { id, status: runStatusSchema.parse(run.status), paused };
}

/**
 * Stops a run, and the runs that its steps started, where they are: no further step begins and no effect is called until
 * `resumeRun`. What is being called at this moment ends as it ends. Repeating it changes nothing.
 * @throws AppError not_found; conflict when the run is over
 */
export const pauseRun = defineCommand({
  name: "run.pause",
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  ...steering,
  run: (scope, { id, reason }): Promise<SteeredRun> => turn(scope, id, { paused: true, reason }),
});

/**
 * Lets a paused run go on; what was approved meanwhile is carried out. Repeating it changes nothing.
 * @throws AppError not_found; conflict when the run is over
 */
export const resumeRun = defineCommand({
  name: "run.resume",
  input: z.object({ id: z.uuid() }),
  ...steering,
  run: (scope, { id }): Promise<SteeredRun> => turn(scope, id, { paused: false }),
});
