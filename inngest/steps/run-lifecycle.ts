import { escalate } from "#server/domains/escalation/index.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { failRun } from "#server/domains/run/index.ts";
import { log } from "#server/kernel/log.ts";
import { functionContext } from "./run-scope.ts";

/** The functions of a run end with it. */
export const cancelledWithRun = [{ event: "run.cancelled", if: "event.data.runId == async.data.runId" }];

/** How often a failing step of a workflow is tried again. */
export const workflowRetries = 4;

type Failure = { workspaceId: string; runId: string; functionRunId: string; functionId: string; message: string };

/**
 * What happens when a run cannot go on: it is marked as failed, what it proposed is withdrawn, and the operator gets a
 * review task. Repeating it changes nothing.
 */
export async function endFailedRun(failure: Failure): Promise<void> {
  const { workspaceId, runId, functionRunId, functionId } = failure;
  const context = functionContext({ workspaceId, runId, functionId });
  const { failed, title, message } = await failRun.execute(context, { runId, functionRunId, message: failure.message });
  if (!failed) {
    log.info({ runId, functionRunId }, "a function run failed whose run is not its own or is over");
    return;
  }
  const { withdrawn } = await withdrawProposals.execute(context, { runId, reason: "Its run failed" });
  await escalate.execute(context, {
    key: `run:${runId}`,
    runId,
    title: `Failed: ${title ?? "a run"}`.slice(0, 200),
    happened: message,
    done: `The failing step was tried ${workflowRetries + 1} times. ${withdrawn ? `${withdrawn} open proposals were withdrawn. ` : ""}What was done before stays done.`,
    options: [
      {
        id: "run.retry",
        label: "Try again",
        description: "Starts the run again; what is done already is not repeated",
      },
      { id: "dismiss", label: "Leave it", description: "Closes this review task and changes nothing else" },
    ],
  });
}
