import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { entryFactsSchema } from "./note-run.ts";
import { openStatuses } from "./run-controls.ts";

/** A run is done; `summary` is one line on what came of it. A run that is over already stays as it ended. */
export const finishRun = defineCommand({
  name: "run.finish",
  input: z.object({
    runId: z.uuid(),
    summary: z.string().max(300),
    /** what else is written down with it */
    entries: entryFactsSchema.default([]),
  }),
  access: ["system"],
  run: async ({ tx, context, audit, emit, changed }, { runId, summary, entries }): Promise<{ finished: boolean }> => {
    for (const entry of entries) await appendRunEntry({ tx, context }, entry);
    const ended = await tx.run.updateMany({
      where: { id: runId, status: { in: openStatuses } },
      data: { status: "succeeded", summary, finishedAt: context.clock.now() },
    });
    if (ended.count === 0) return { finished: false };
    await appendRunEntry({ tx, context }, { runId, key: "run.succeeded", kind: "run.succeeded", data: { summary } });
    await audit({ subject: { kind: "run", id: runId }, data: { summary } });
    await emit("run.ended", { workspaceId: context.workspaceId, runId, status: "succeeded" });
    changed({ topic: "run", id: runId });
    return { finished: true };
  },
});

/** Whether the run failed now, and what is told of it. */
export type FailedRun = { failed: boolean; title: string | null; message: string };

const failureShape = z.object({ error: z.string(), code: z.string().nullish() });

/**
 * A run cannot go on. What its last failed step wrote to the log says why; `message` stands in where none did. What becomes
 * of it is decided by whoever hears of it. A run that is over already stays as it ended.
 */
export const failRun = defineCommand({
  name: "run.fail",
  input: z.object({
    runId: z.uuid(),
    functionRunId: z.string(),
    message: z.string(),
    /** the message says why; else the step that failed last does */
    known: z.boolean().default(false),
  }),
  access: ["system"],
  run: async ({ tx, context, audit, emit, changed }, input): Promise<FailedRun> => {
    const { runId, functionRunId } = input;
    const failed = await tx.runEntry.findMany({
      where: { runId, kind: "step.failed" },
      orderBy: { order: "desc" },
      take: 50,
      select: { step: true, data: true },
    });
    const failures = failed.map(({ step, data }) => ({ step, ...failureShape.safeParse(data).data }));
    // a step may have failed that the run went on without: what it ended with tells which one it was
    const failure = failures.find(({ error }) => error === input.message) ?? (input.known ? undefined : failures[0]);
    const message = failure?.error ?? input.message;
    const step = failure?.step ?? null;
    const run = await tx.run.findUnique({ where: { id: runId }, select: { title: true } });
    const ended = await tx.run.updateMany({
      // a function run that lost the run to another has no say in how it ends
      where: { id: runId, status: { in: openStatuses }, OR: [{ functionRunId: null }, { functionRunId }] },
      data: {
        status: "failed",
        summary: message.slice(0, 300),
        error: { message, step, code: failure?.code ?? null },
        finishedAt: context.clock.now(),
      },
    });
    if (ended.count === 0) return { failed: false, title: run?.title ?? null, message };
    await appendRunEntry(
      { tx, context },
      { runId, key: `run.failed:${functionRunId}`, kind: "run.failed", data: { error: message, step } },
    );
    await audit({ subject: { kind: "run", id: runId }, reason: message, data: { step } });
    await emit("run.failed", { workspaceId: context.workspaceId, runId, functionRunId });
    await emit("run.ended", { workspaceId: context.workspaceId, runId, status: "failed" });
    changed({ topic: "run", id: runId });
    return { failed: true, title: run?.title ?? null, message };
  },
});
