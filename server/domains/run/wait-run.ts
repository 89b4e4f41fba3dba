import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";

/** A run starts to wait: for the operator, for a time, for something to happen. `forWhat` is its summary meanwhile. */
export const waitRun = defineCommand({
  name: "run.wait",
  input: z.object({
    runId: z.uuid(),
    step: z.string(),
    /** tells waits of one step apart */
    round: z.int().default(0),
    forWhat: z.string().max(300),
    until: z.date().nullable().default(null),
  }),
  access: ["system"],
  run: async ({ tx, context, changed }, input): Promise<void> => {
    const { runId, step, round, forWhat, until } = input;
    await tx.run.updateMany({
      where: { id: runId, status: "running" },
      data: { status: "waiting", summary: forWhat },
    });
    const data = { title: forWhat, until: until?.toISOString() ?? null };
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
