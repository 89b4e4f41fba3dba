import { cron } from "inngest";
import { inngest } from "../client.ts";
import { everyWorkspace } from "../steps/each-apart.ts";
import { functionContext } from "../steps/run-scope.ts";
import { deliverMails, deliverPushes } from "../steps/tell-operator.ts";

/** Sends in one workspace what is due to be told by now: mails for what nobody decided, and what quiet hours held. */
export async function deliverWorkspace(workspaceId: string): Promise<void> {
  const context = functionContext({ workspaceId, functionId: "deliver-due" });
  await deliverPushes(context);
  await deliverMails(context);
}

/** Every minute. What is due at once does not wait for it. */
export const deliverDue = inngest.createFunction(
  { id: "deliver-due", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  ({ step }) => step.run("deliver", () => everyWorkspace(deliverWorkspace, "what is due could not be told")),
);
