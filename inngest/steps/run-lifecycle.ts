import { failRun } from "#server/domains/run/index.ts";
import { log } from "#server/kernel/log.ts";
import { unexpectedFault } from "./failure-message.ts";
import { functionContext } from "./run-scope.ts";

/** The functions of a run end with it. */
export const cancelledWithRun = [{ event: "run.cancelled", if: "event.data.runId == async.data.runId" }];

type Failure = { workspaceId: string; runId: string; functionRunId: string; functionId: string; message: string };

/** A run cannot go on: it is marked as failed, and whoever hears of it decides what becomes of it. Safe to repeat. */
export async function endFailedRun(failure: Failure): Promise<void> {
  const { workspaceId, runId, functionRunId, functionId, message } = failure;
  const context = functionContext({ workspaceId, runId, functionId });
  const known = message !== unexpectedFault;
  const { failed } = await failRun.execute(context, { runId, functionRunId, message, known });
  if (!failed) log.info({ runId, functionRunId }, "a function run failed whose run is not its own or is over");
}
