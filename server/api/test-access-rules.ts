import type { RecordIds } from "./test-records.ts";

/** How a procedure must answer when it is asked about another workspace's records. */
export type AccessRule = {
  /**
   * `foreign`: the input names a foreign record, the answer is 404. `own`: nothing to name, the answer holds own rows only.
   * `public`: open to anybody. `stream`: the subscription, tested on its own.
   */
  kind: "foreign" | "own" | "public" | "stream";
  /** the input, with the ids of the workspace that it aims at */
  input?: (ids: RecordIds) => unknown;
};

const byId = (kind: keyof RecordIds, more: Record<string, unknown> = {}): AccessRule => ({
  kind: "foreign",
  input: (ids) => ({ id: ids[kind], ...more }),
});
const own = (input?: unknown): AccessRule => ({ kind: "own", input: () => input });

const inputHash = "a".repeat(64);

/** Every procedure, and how it must treat a stranger. A procedure that does not stand here fails the tests. */
export const accessMatrix: Record<string, AccessRule> = {
  "agent.list": own(),
  "apiKey.create": own({ name: "Key", scopes: ["events:write"] }),
  "apiKey.list": own(),
  "apiKey.revoke": byId("apiKey"),
  "audit.choices": own({}),
  "audit.list": own({}),
  "audit.verify": own(),
  "autonomy.actions": own(),
  "autonomy.changes": own({}),
  "autonomy.get": own(),
  "autonomy.setGrant": own({ agent: "crm", action: "task.create", level: "observe", revision: 0 }),
  "autonomy.setSettings": own({ settings: { auditShare: 0.1 }, before: {} }),
  "autonomy.simulate": own({ grant: { agent: "crm", action: "task.create", level: "full" } }),
  "connection.create": own({ connector: "webhook", name: "Shop" }),
  "connection.list": own(),
  "connection.rotate": byId("connection"),
  "connection.setEnabled": byId("connection", { enabled: false }),
  "contact.get": byId("contact"),
  "contact.list": own({}),
  "decisionLink.decide": { kind: "public", input: () => ({ token: "x".repeat(43), decision: "approve" }) },
  "decisionLink.open": { kind: "public", input: () => ({ token: "x".repeat(43) }) },
  "delivery.lastQueue": own(),
  "delivery.settings": own(),
  "delivery.update": own({ lockScreen: "nothing" }),
  "escalation.get": byId("escalation"),
  "escalation.list": own({}),
  "escalation.resolve": byId("escalation", { option: "close" }),
  "event.correct": byId("event", { intent: "refund_request" }),
  "event.get": byId("event"),
  "event.list": own({}),
  "installation.facts": { kind: "public" },
  "invoice.get": byId("invoice"),
  "invoice.list": own({}),
  "live.changes": { kind: "stream" },
  "mail.list": own({}),
  "memory.add": {
    kind: "foreign",
    input: (ids) => ({ subjectKind: "contact", subjectId: ids.contact, text: "Prefers mornings" }),
  },
  "memory.close": byId("memory"),
  "memory.confirm": byId("memory"),
  "memory.list": own({ state: "all" }),
  "notification.list": own({}),
  "notification.read": own({}),
  "outcome.get": own(),
  "proposal.approve": byId("proposal", { inputHash }),
  "proposal.edit": byId("proposal", { inputHash, fields: { title: "Other" } }),
  "proposal.get": byId("proposal"),
  "proposal.list": own({ status: "pending" }),
  "proposal.reject": byId("proposal", { inputHash, reason: "No" }),
  "proposal.undo": byId("proposal"),
  "push.state": own(),
  "push.subscribe": own({
    endpoint: "https://push.example.com/send/1",
    keys: { p256dh: `B${"a".repeat(86)}`, auth: "a".repeat(22) },
  }),
  "push.test": own({}),
  "push.unsubscribe": byId("push"),
  "run.bulkRetry": { kind: "own", input: (ids) => ({ ids: [ids.run, ids.endedRun] }) },
  "run.cancel": byId("run"),
  "run.compensate": byId("run"),
  "run.get": byId("run"),
  "run.list": own({}),
  "run.pause": byId("run"),
  "run.replay": byId("endedRun", { from: "say-so" }),
  "run.replayPlan": byId("endedRun", { from: "say-so" }),
  "run.resume": byId("run"),
  "run.retry": byId("endedRun"),
  "schedule.create": {
    kind: "foreign",
    // only the other workspace has this workflow
    input: () => ({ workflow: "weekly-review", name: "Mondays", kind: "cron", expression: "0 9 * * 1" }),
  },
  "schedule.delete": byId("schedule"),
  "schedule.get": byId("schedule"),
  "schedule.list": own(),
  "schedule.ofWorkflow": own({ workflow: "new-enquiry" }),
  "schedule.preview": own({ kind: "cron", expression: "0 9 * * 1", timeZone: null }),
  "schedule.setEnabled": byId("schedule", { enabled: false }),
  "schedule.update": byId("schedule", { name: "Tuesdays" }),
  "session.list": own(),
  "session.requestMailLink": { kind: "public", input: () => ({ email: "nobody@example.com" }) },
  "session.revoke": byId("session"),
  "supervisor.circuits": own(),
  "supervisor.deadLetters": own({ status: "open" }),
  "supervisor.decisions": own({}),
  "supervisor.drop": byId("deadLetter", { reason: "No" }),
  "supervisor.policy": own(),
  "supervisor.redrive": byId("deadLetter"),
  "supervisor.redriveMany": own({}),
  "supervisor.resetCircuit": { kind: "foreign", input: () => ({ id: "kestrel-mail" }) },
  "supervisor.updatePolicy": own({ retries: 2 }),
  "task.complete": byId("task"),
  "task.list": own({ status: "open" }),
  "today.get": own(),
  "workflow.create": own({ workflow: "own-one", name: "Own one" }),
  "workflow.discardDraft": { kind: "foreign", input: () => ({ workflow: "say-so", revision: 1 }) },
  "workflow.dryRun": {
    kind: "foreign",
    input: (ids) => ({ workflow: "new-enquiry", version: 1, eventId: ids.event }),
  },
  "workflow.get": { kind: "foreign", input: () => ({ workflow: "say-so" }) },
  "workflow.list": own(),
  "workflow.problems": { kind: "foreign", input: () => ({ workflow: "say-so", revision: 1 }) },
  "workflow.publish": { kind: "foreign", input: () => ({ workflow: "say-so", revision: 1 }) },
  "workflow.restore": { kind: "foreign", input: () => ({ workflow: "say-so", version: 1 }) },
  "workflow.saveDraft": {
    kind: "foreign",
    input: () => ({ workflow: "say-so", definition: {}, revision: 0 }),
  },
  "workflow.validate": { kind: "foreign", input: () => ({ workflow: "say-so" }) },
  "workflow.version": { kind: "foreign", input: () => ({ workflow: "say-so", version: 1 }) },
  "workflow.start": { kind: "foreign", input: () => ({ workflow: "no-such-workflow" }) },
  "workflow.setEnabled": own({ id: "new-enquiry", enabled: true }),
  "workspace.loadSample": own(),
  "workspace.settings": own(),
  "workspace.update": own({ name: "Harbour Lane" }),
};
