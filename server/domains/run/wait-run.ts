import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";

/**
 * A run starts to wait: for the operator, for a time, for something to happen. `forWhat` is its summary meanwhile, but for
 * the operator's decisions: how many are still open is read from the proposals, so it never goes stale.
 */
export const waitRun = defineCommand({
  name: "run.wait",
  input: z.object({
    runId: z.uuid(),
    step: z.string(),
    /** tells waits of one step apart */
    round: z.int().default(0),
    forWhat: z.string().max(300),
    until: z.date().nullable().default(null),
    /** waits for the operator to decide on this many proposals */
    decisions: z.int().min(0).nullable().default(null),
  }),
  access: ["system"],
  run: async ({ tx, context, changed }, input): Promise<void> => {
    const { runId, step, round, forWhat, until, decisions } = input;
    await tx.run.updateMany({
      where: { id: runId, status: "running" },
      data: { status: "waiting", summary: decisions === null ? forWhat : null },
    });
    const data = { title: forWhat, until: until?.toISOString() ?? null, decisions };
    await appendRunEntry(
      { tx, context },
      { runId, key: `${step}:${round}:wait.started`, kind: "wait.started", step, data },
    );
    changed({ topic: "run", id: runId });
  },
});

/** A run goes on after a wait; `outcome` says what ended it. */
export const resumeRun = defineCommand({
  name: "run.resume",
  input: z.object({ runId: z.uuid(), step: z.string(), round: z.int().default(0), outcome: z.string().max(300) }),
  access: ["system"],
  run: async ({ tx, context, changed }, { runId, step, round, outcome }): Promise<void> => {
    await tx.run.updateMany({
      where: { id: runId, status: "waiting" },
      data: { status: "running", summary: null },
    });
    await appendRunEntry(
      { tx, context },
      { runId, key: `${step}:${round}:wait.ended`, kind: "wait.ended", step, data: { outcome } },
    );
    changed({ topic: "run", id: runId });
  },
});
