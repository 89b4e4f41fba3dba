import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { inngest } from "../client.ts";
import { runCancelled } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

/** What a cancelled run proposed can no longer be approved. The run's own functions are ended by the same event. */
export const cancelRun = inngest.createFunction(
  { id: "cancel-run", triggers: [{ event: runCancelled }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, runId } = event.data;
    const context = functionContext({ workspaceId, runId, functionId: "cancel-run" });
    return step.run("withdraw-proposals", () =>
      withdrawProposals.execute(context, { runId, reason: "Its run was cancelled" }),
    );
  },
);
