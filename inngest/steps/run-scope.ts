import type { GetStepTools } from "inngest";
import { noteRun } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import type { inngest } from "../client.ts";
import { functionClock } from "../running.ts";
import { failureMessage } from "./failure-message.ts";
import { stepError } from "./step-error.ts";

/** The SDK's step tools. */
export type Steps = GetStepTools<typeof inngest>;

/** What every step of a run has at hand. */
export type RunScope = {
  step: Steps;
  /** the runner's count of the step in hand, 0 for the first */
  attempt: number;
  workspaceId: string;
  runId: string;
  workflow: { id: string; version: number };
  context: Context;
};

/** The context of a function: it acts as the system, in one workspace, for one run. */
export function functionContext(facts: { workspaceId: string; functionId: string; runId?: string }): Context {
  return {
    workspaceId: facts.workspaceId,
    actor: { kind: "system", id: facts.functionId },
    clock: functionClock,
    ...(facts.runId ? { runId: facts.runId } : {}),
  };
}

/** What a step tells the run's log about itself. */
export type StepStory = {
  /** the workflow's step id; the log's entries and the Workflows page meet in it */
  id: string;
  /** tells repeats of one step apart */
  round?: number;
  title: string;
  input?: Record<string, unknown>;
};

/**
 * Runs one checkpointed step and writes how it went to the run's log: once when it is done, once per failed attempt.
 * `work` must be idempotent: after a crash between it and its checkpoint it runs again.
 */
export function runStep<T>(scope: RunScope, story: StepStory, work: () => Promise<T>): Promise<T> {
  const { runId, context, attempt } = scope;
  const key = story.round === undefined ? story.id : `${story.id}:${story.round}`;
  const checkpointed = scope.step.run(key, async (): Promise<T> => {
    const began = performance.now();
    const common = { runId, step: story.id, attempt };
    const durationMs = () => performance.now() - began;
    try {
      const output = await work();
      const data = { title: story.title, input: story.input ?? null, output: output ?? null };
      await noteRun.execute(context, {
        entries: [{ ...common, key: `${key}:completed`, kind: "step.completed", durationMs: durationMs(), data }],
      });
      return output;
    } catch (error) {
      log.warn({ runId, step: key, attempt, error }, "a step failed");
      const message = failureMessage(error);
      const code = error instanceof AppError ? error.code : null;
      const data = { title: story.title, input: story.input ?? null, error: message, code };
      await noteRun
        .execute(context, {
          entries: [
            { ...common, key: `${key}:${attempt}:failed`, kind: "step.failed", durationMs: durationMs(), data },
          ],
        })
        .catch((failure: unknown) => log.warn({ runId, error: failure }, "a failed step could not be noted"));
      throw stepError(error);
    }
  });
  // the SDK types a checkpointed value as its JSON form; steps return JSON only
  return checkpointed as Promise<T>;
}
