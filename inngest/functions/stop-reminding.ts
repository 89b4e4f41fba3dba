import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { openRunsAbout } from "#server/domains/run/index.ts";
import { inngest } from "../client.ts";
import { invoiceSettled } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

/** A reminder that still waits for the operator when its invoice is settled is taken back, which wakes its run. */
export const stopReminding = inngest.createFunction(
  { id: "stop-reminding", triggers: [{ event: invoiceSettled }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, invoiceId } = event.data;
    const context = functionContext({ workspaceId, functionId: "stop-reminding" });
    return step.run("withdraw-reminders", async () => {
      const runs = await openRunsAbout.execute(context, { subject: `invoice:${invoiceId}` });
      for (const runId of runs) {
        await withdrawProposals.execute({ ...context, runId }, { runId, reason: "The invoice was settled" });
      }
      return { runs };
    });
  },
);
