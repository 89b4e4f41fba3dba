import { planDeliveries } from "#server/domains/delivery/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { inngest } from "../client.ts";
import {
  escalationOpened,
  escalationResolved,
  notificationAdded,
  proposalDecided,
  proposalMade,
  pushTestRequested,
} from "../events.ts";
import { functionContext, type Steps } from "../steps/run-scope.ts";
import { closeNotices, deliverPushes } from "../steps/tell-operator.ts";

const contextOf = (workspaceId: string) => functionContext({ workspaceId, functionId: "tell-operator" });

type Planned = { kind: "proposal" | "escalation" | "notification"; subjectId: string; again?: string };

/** Plans who is to be told, and sends at once what is due at once. What waits is sent by `deliver-due`. */
async function tell(step: Steps, context: Context, subject: Planned) {
  const { planned } = await step.run("plan", () => planDeliveries.execute(context, subject));
  const told = planned > 0 ? await step.run("push", () => deliverPushes(context)) : 0;
  return { planned, told };
}

/** The operator is told of what waits for their decision. */
export const tellOfProposal = inngest.createFunction(
  { id: "tell-of-proposal", triggers: [{ event: proposalMade }], retries: 4 },
  ({ event, step }) => {
    const { workspaceId, proposalId } = event.data;
    return tell(step, contextOf(workspaceId), { kind: "proposal", subjectId: proposalId });
  },
);

/** The operator is told of what went wrong. */
export const tellOfEscalation = inngest.createFunction(
  { id: "tell-of-escalation", triggers: [{ event: escalationOpened }], retries: 4 },
  ({ event, step }) => {
    const { workspaceId, escalationId, at } = event.data;
    return tell(step, contextOf(workspaceId), { kind: "escalation", subjectId: escalationId, again: at });
  },
);

/** The operator is told of what needs no decision, such as a lower level of autonomy. */
export const tellOfNotification = inngest.createFunction(
  { id: "tell-of-notification", triggers: [{ event: notificationAdded }], retries: 4 },
  ({ event, step }) => {
    const { workspaceId, notificationId } = event.data;
    return tell(step, contextOf(workspaceId), { kind: "notification", subjectId: notificationId });
  },
);

/** The message that the operator asked for, to see whether it arrives. */
export const tellForTest = inngest.createFunction(
  { id: "tell-for-test", triggers: [{ event: pushTestRequested }], retries: 2 },
  ({ event, step }) => step.run("push", () => deliverPushes(contextOf(event.data.workspaceId))),
);

/** What was decided on one screen goes away on the others. */
export const closeDecided = inngest.createFunction(
  { id: "close-decided", triggers: [{ event: proposalDecided }], retries: 2 },
  ({ event, step }) => {
    const { workspaceId, proposalId } = event.data;
    return step.run("close", () => closeNotices(contextOf(workspaceId), { kind: "proposal", subjectId: proposalId }));
  },
);

/** The same for a review task. */
export const closeResolved = inngest.createFunction(
  { id: "close-resolved", triggers: [{ event: escalationResolved }], retries: 2 },
  ({ event, step }) => {
    const { workspaceId, escalationId } = event.data;
    const subject = { kind: "escalation" as const, subjectId: escalationId };
    return step.run("close", () => closeNotices(contextOf(workspaceId), subject));
  },
);
