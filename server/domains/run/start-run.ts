import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { runnerMode } from "#server/kernel/installation.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { openStatuses } from "./run-controls.ts";

/** What a function needs to know of the run that it executes. */
export type StartedRun = {
  /** false when the run is over, or when another function run has it: the caller ends without doing anything */
  mine: boolean;
  eventId: string;
  contactId: string | null;
  title: string;
};

/**
 * A function run takes up a run. Guarded: of two function runs that were started for one run, the second gets
 * `mine: false`. Moves of a run's status stand in its log; the audit trail has its request and its end.
 * @throws AppError not_found
 */
export const startRun = defineCommand({
  name: "run.start",
  input: z.object({ runId: z.uuid(), functionRunId: z.string() }),
  access: ["system"],
  run: async ({ tx, context, changed }, { runId, functionRunId }): Promise<StartedRun> => {
    const now = context.clock.now();
    const claimed = await tx.run.updateMany({
      where: {
        id: runId,
        status: { in: openStatuses },
        OR: [{ functionRunId: null }, { functionRunId }],
      },
      data: { status: "running", functionRunId },
    });
    const run = await tx.run.findUnique({ where: { id: runId } });
    if (!run) throw new AppError("not_found", "There is no such run");
    if (claimed.count === 1) {
      if (!run.startedAt) await tx.run.update({ where: { id: runId }, data: { startedAt: now } });
      const key = `run.started:${functionRunId}`;
      const data = { functionRunId, version: run.workflowVersion, runner: runnerMode() };
      await appendRunEntry({ tx, context }, { runId, key, kind: "run.started", data });
      changed({ topic: "run", id: runId });
    }
    return { mine: claimed.count === 1, eventId: run.eventId, contactId: run.contactId, title: run.title };
  },
});
