import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";

const open = ["queued", "running", "waiting"];

/** A run is done; `summary` is one line on what came of it. A run that is over already stays as it ended. */
export const finishRun = defineCommand({
  name: "run.finish",
  input: z.object({ runId: z.uuid(), summary: z.string().max(300) }),
  access: ["system"],
  run: async ({ tx, context, audit, changed }, { runId, summary }): Promise<{ finished: boolean }> => {
    const ended = await tx.run.updateMany({
      where: { id: runId, status: { in: open } },
      data: { status: "succeeded", summary, finishedAt: context.clock.now() },
    });
    if (ended.count === 0) return { finished: false };
    await appendRunEntry({ tx, context }, { runId, key: "run.succeeded", kind: "run.succeeded", data: { summary } });
    await audit({ subject: { kind: "run", id: runId }, data: { summary } });
    changed({ topic: "run", id: runId });
    return { finished: true };
  },
});

/** A run cannot go on. A run that is over already stays as it ended. */
export const failRun = defineCommand({
  name: "run.fail",
  input: z.object({ runId: z.uuid(), functionRunId: z.string(), message: z.string(), step: z.string().nullable() }),
  access: ["system"],
  run: async ({ tx, context, audit, changed }, input): Promise<{ failed: boolean; title: string | null }> => {
    const { runId, functionRunId, message, step } = input;
    const run = await tx.run.findUnique({ where: { id: runId }, select: { title: true } });
    const ended = await tx.run.updateMany({
      // a function run that lost the run to another has no say in how it ends
      where: { id: runId, status: { in: open }, OR: [{ functionRunId: null }, { functionRunId }] },
      data: {
        status: "failed",
        summary: message.slice(0, 300),
        error: { message, step },
        finishedAt: context.clock.now(),
      },
    });
    if (ended.count === 0) return { failed: false, title: run?.title ?? null };
    await appendRunEntry(
      { tx, context },
      { runId, key: `run.failed:${functionRunId}`, kind: "run.failed", data: { error: message, step } },
    );
    await audit({ subject: { kind: "run", id: runId }, reason: message, data: { step } });
    changed({ topic: "run", id: runId });
    return { failed: true, title: run?.title ?? null };
  },
});
