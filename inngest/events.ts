import { eventType } from "inngest";
import { catalogue } from "#server/kernel/catalogue.ts";

// The catalogue's names as the SDK's triggers: the same schema checks what is sent and what is received.
export const eventReceived = eventType("event.received", { schema: catalogue["event.received"] });
export const eventNormalised = eventType("event.normalised", { schema: catalogue["event.normalised"] });
export const runRequested = eventType("run.requested", { schema: catalogue["run.requested"] });
export const runCancelled = eventType("run.cancelled", { schema: catalogue["run.cancelled"] });
export const runResumed = eventType("run.resumed", { schema: catalogue["run.resumed"] });
export const runEnded = eventType("run.ended", { schema: catalogue["run.ended"] });
export const runFailed = eventType("run.failed", { schema: catalogue["run.failed"] });
export const compensationRequested = eventType("run.compensation-requested", {
  schema: catalogue["run.compensation-requested"],
});
export const proposalDecided = eventType("proposal.decided", { schema: catalogue["proposal.decided"] });
export const proposalTaught = eventType("proposal.taught", { schema: catalogue["proposal.taught"] });
export const proposalMade = eventType("proposal.made", { schema: catalogue["proposal.made"] });
export const escalationOpened = eventType("escalation.opened", { schema: catalogue["escalation.opened"] });
export const notificationAdded = eventType("notification.added", { schema: catalogue["notification.added"] });
export const pushTestRequested = eventType("push.test-requested", { schema: catalogue["push.test-requested"] });
export const escalationResolved = eventType("escalation.resolved", { schema: catalogue["escalation.resolved"] });
export const invoiceSettled = eventType("invoice.settled", { schema: catalogue["invoice.settled"] });
export const circuitOpened = eventType("circuit.opened", { schema: catalogue["circuit.opened"] });
export const circuitClosed = eventType("circuit.closed", { schema: catalogue["circuit.closed"] });
