import { NonRetriableError } from "inngest";
import { finishRun, handRunOn, noteRun, type TakenUp, takeUpRun } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type Facts, interpret } from "#server/workflows/interpreter/index.ts";
import { inngest } from "../client.ts";
import { runRequested } from "../events.ts";
import { runnerStep, takeNotes, untilResumed, type Walk } from "../interpreter/checkpoint.ts";
import { definitionOfRun, memoryOfRun } from "../interpreter/definition-of-run.ts";
import { durablePorts } from "../interpreter/durable-ports.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { cancelledWithRun, endFailedRun } from "../steps/run-lifecycle.ts";
import { functionContext, type RunScope } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";

const functionId = "run-workflow";

/** The ceiling of the runner; how often a step is tried again is the step's own. */
const retries = 20;

type Begun = Omit<RunScope, "workflow"> & { functionRunId: string };

async function walkThrough({ functionRunId, ...begun }: Begun): Promise<{ runId: string; summary: string }> {
  const { context, runId } = begun;
  const taken = (await begun.step.run("take-up", () =>
    takeUpRun.execute(context, { runId, functionRunId }),
  )) as TakenUp | null;
  if (!taken) return { runId, summary: "The run is over, or another function run has it" };
  const scope = { ...begun, workflow: { id: taken.workflow, version: taken.version } };
  const walk: Walk = { scope, taken, notes: [], steps: 1, lookedAt: Number.NEGATIVE_INFINITY };
  if (taken.paused) await untilResumed(walk, "take-up");
  const definition = await definitionOfRun(context, taken);
  const ports = durablePorts(walk, await memoryOfRun(context, { runId, upTo: taken.upTo }));
  const ending = await interpret({ definition, facts: taken.facts as Facts, ports });
  const entries = takeNotes(walk, "");
  if (ending.status === "succeeded") {
    const summary = taken.shadow ? `In shadow: ${ending.summary}`.slice(0, 300) : ending.summary;
    await runnerStep(walk, "finish-run", () => finishRun.execute(context, { runId, summary, entries }));
    return { runId, summary };
  }
  if (entries.length > 0) await runnerStep(walk, "note-rest", () => noteRun.execute(context, { entries }));
  if (ending.status === "failed") throw new NonRetriableError(ending.summary);
  await runnerStep(walk, "hand-on", () => handRunOn.execute(context, { runId, functionRunId }));
  return { runId, summary: "Another function run goes on with it" };
}

/** Carries out every run: walks through the definition of its version, whatever has been published since. */
export const runWorkflow = inngest.createFunction(
  {
    id: functionId,
    triggers: [{ event: runRequested }],
    retries,
    // else every branch would wait at each step for the slowest one that runs beside it
    optimizeParallelism: false,
    cancelOn: cancelledWithRun,
    onFailure: async ({ event, error, step }) => {
      const { workspaceId, runId } = event.data.event.data as { workspaceId: string; runId: string };
      const functionRunId = event.data.run_id;
      const message = failureMessage(error);
      await step.run("end-failed-run", () => endFailedRun({ workspaceId, runId, functionRunId, functionId, message }));
    },
  },
  async ({ event, step, attempt, runId: functionRunId }) => {
    const { workspaceId, runId } = event.data;
    const context = functionContext({ workspaceId, runId, functionId });
    try {
      return await walkThrough({ step, attempt, workspaceId, runId, context, functionRunId });
    } catch (error) {
      throw error instanceof AppError ? stepError(error) : error;
    }
  },
);
