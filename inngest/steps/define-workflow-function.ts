import { finishRun, startRun } from "#server/domains/run/index.ts";
import { workflows } from "#server/workflows/meta.ts";
import { inngest } from "../client.ts";
import { runRequested } from "../events.ts";
import { failureMessage } from "./failure-message.ts";
import { cancelledWithRun, endFailedRun, workflowRetries } from "./run-lifecycle.ts";
import { functionContext, type RunScope } from "./run-scope.ts";

/**
 * A workflow's function: takes up the run that was requested, does its steps, and ends the run with one line on what
 * came of it. When a step fails for good, the run fails and the operator gets a review task.
 * @param body returns the run's summary
 */
export function defineWorkflowFunction(id: string, body: (scope: RunScope) => Promise<string>) {
  const { version, name } = workflows.find((workflow) => workflow.id === id) ?? { version: 1, name: id };
  return inngest.createFunction(
    {
      id,
      name,
      triggers: [{ event: runRequested, if: `event.data.workflow == '${id}'` }],
      retries: workflowRetries,
      cancelOn: cancelledWithRun,
      onFailure: async ({ event, error, step }) => {
        const { workspaceId, runId } = event.data.event.data as { workspaceId: string; runId: string };
        const functionRunId = event.data.run_id;
        const message = failureMessage(error);
        await step.run("end-failed-run", () =>
          endFailedRun({ workspaceId, runId, functionRunId, functionId: id, message }),
        );
      },
    },
    async ({ event, step, attempt, runId: functionRunId }) => {
      const { workspaceId, runId } = event.data;
      const context = functionContext({ workspaceId, runId, functionId: id });
      const { mine } = await step.run("start-run", () => startRun.execute(context, { runId, functionRunId }));
      if (!mine) return { runId, skipped: true };
      const summary = await body({ step, attempt, workspaceId, runId, workflow: { id, version }, context });
      await step.run("finish-run", () => finishRun.execute(context, { runId, summary }));
      return { runId, summary };
    },
  );
}
