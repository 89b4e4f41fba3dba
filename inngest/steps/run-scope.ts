import type { GetStepTools } from "inngest";
import type { Context } from "#server/kernel/context.ts";
import type { inngest } from "../client.ts";
import { functionClock } from "../running.ts";

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
