import { agentRouter } from "./routers/agent.ts";
import { apiKeyRouter } from "./routers/api-key.ts";
import { auditRouter } from "./routers/audit.ts";
import { autonomyRouter } from "./routers/autonomy.ts";
import { connectionRouter } from "./routers/connection.ts";
import { contactRouter } from "./routers/contact.ts";
import { decisionRouter } from "./routers/decision.ts";
import { decisionLinkRouter } from "./routers/decision-link.ts";
import { deliveryRouter } from "./routers/delivery.ts";
import { escalationRouter } from "./routers/escalation.ts";
import { eventRouter } from "./routers/event.ts";
import { installationRouter } from "./routers/installation.ts";
import { invoiceRouter } from "./routers/invoice.ts";
import { liveRouter } from "./routers/live.ts";
import { mailRouter } from "./routers/mail.ts";
import { memoryRouter } from "./routers/memory.ts";
import { notificationRouter } from "./routers/notification.ts";
import { outcomeRouter } from "./routers/outcome.ts";
import { proposalRouter } from "./routers/proposal.ts";
import { pushRouter } from "./routers/push.ts";
import { runRouter } from "./routers/run.ts";
import { scheduleRouter } from "./routers/schedule.ts";
import { sessionRouter } from "./routers/session.ts";
import { supervisorRouter } from "./routers/supervisor.ts";
import { taskRouter } from "./routers/task.ts";
import { todayRouter } from "./routers/today.ts";
import { trustRouter } from "./routers/trust.ts";
import { workflowRouter } from "./routers/workflow.ts";
import { workspaceRouter } from "./routers/workspace.ts";
import { router } from "./trpc.ts";

/** Every procedure that the screens call. Each is thin over one command or query. */
export const appRouter = router({
  agent: agentRouter,
  apiKey: apiKeyRouter,
  audit: auditRouter,
  autonomy: autonomyRouter,
  connection: connectionRouter,
  contact: contactRouter,
  decision: decisionRouter,
  decisionLink: decisionLinkRouter,
  delivery: deliveryRouter,
  escalation: escalationRouter,
  event: eventRouter,
  installation: installationRouter,
  invoice: invoiceRouter,
  live: liveRouter,
  mail: mailRouter,
  memory: memoryRouter,
  notification: notificationRouter,
  outcome: outcomeRouter,
  proposal: proposalRouter,
  push: pushRouter,
  run: runRouter,
  schedule: scheduleRouter,
  session: sessionRouter,
  supervisor: supervisorRouter,
  task: taskRouter,
  today: todayRouter,
  trust: trustRouter,
  workflow: workflowRouter,
  workspace: workspaceRouter,
});

/** What clients import, as a type only. */
export type AppRouter = typeof appRouter;
