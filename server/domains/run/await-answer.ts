import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { onChange } from "#server/commands/live.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { steering } from "./run-controls.ts";
import { type RunStatus, runStatusSchema } from "./schema.ts";

/** How a run stands for whoever waits for its answer. */
export type HeardRun = { status: RunStatus; answer: unknown; summary: string | null };

const lookEvery = 500;

// whoever may start a run may hear what it answers
const hearRun = defineQuery({
  name: "run.hear",
  input: z.object({ runId: z.uuid() }),
  ...steering,
  run: async ({ tx }, { runId }): Promise<HeardRun | null> => {
    const run = await tx.run.findUnique({
      where: { id: runId },
      select: { status: true, answer: true, summary: true, finishedAt: true, shadow: true },
    });
    if (!run) throw new AppError("not_found", "There is no such run");
    // what a run answers in shadow leaves it as little as anything else
    const answer = run.shadow ? null : run.answer;
    if (answer === null && run.finishedAt === null) return null;
    const summary = run.finishedAt ? run.summary : null;
    return { status: runStatusSchema.parse(run.status), answer, summary };
  },
});

/**
 * Waits until a run has answered or is over, at most so many seconds. A change in this process wakes it at once; one in
 * another is seen within half a second.
 * @returns null where neither happened in time, or the caller is gone
 */
export async function awaitAnswer(wait: {
  context: Context;
  runId: string;
  seconds: number;
  signal: AbortSignal | null;
}): Promise<HeardRun | null> {
  const { context, runId, seconds } = wait;
  const end = performance.now() + seconds * 1000;
  let wake = new AbortController();
  const stop = onChange(context.workspaceId, (change) => {
    if (change.topic === "run" && change.id === runId) wake.abort();
  });
  try {
    for (;;) {
      wake = new AbortController();
      const heard = await hearRun.execute(context, { runId });
      const left = end - performance.now();
      if (heard || left <= 0 || wait.signal?.aborted) return heard;
      const signal = wait.signal ? AbortSignal.any([wake.signal, wait.signal]) : wake.signal;
      await sleep(Math.min(left, lookEvery), undefined, { signal }).catch(() => undefined);
    }
  } finally {
    stop();
  }
}
