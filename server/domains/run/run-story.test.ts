import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { cancelRun, getRun, listRuns, noteWait, requestRun, startRun } from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });
const intake = {
  intent: "refund_request",
  confidence: 0.92,
  method: "linear classifier over 480 examples",
  alternatives: [],
  entities: [{ kind: "invoice_number", text: "HL-1041", value: "HL-1041" }],
  records: { contactId: null },
};

async function newRun(context: TestContext): Promise<string> {
  const { workspaceId } = context;
  const eventId = newId();
  const common = { workspaceId, source: "sample", externalId: eventId, contentType: "application/json" };
  await inWorkspace(workspaceId, (tx) =>
    tx.event.create({
      data: { ...common, id: eventId, type: "payment.failed", kind: "stripe", raw: Buffer.from("{}"), intake },
    }),
  );
  const input = { eventId, workflow: "refund-request", workflowVersion: 1, label: "Refund request" };
  const { runId } = await requestRun.execute(system(context), input);
  await startRun.execute(system(context), { runId, functionRunId: "a" });
  return runId;
}

async function propose(context: TestContext, runId: string, title: string): Promise<string> {
  const { workspaceId } = context;
  const id = newId();
  const told = { title, reason: "Because", evidence: [], confidence: 0.9, method: "rule", policy: {}, preview: {} };
  const facts = { step: "assess", agent: "billing", action: "credit-note.issue", risk: "money", taint: "operator" };
  await inWorkspace(workspaceId, (tx) =>
    tx.proposal.create({
      data: { id, workspaceId, runId, ...told, ...facts, input: {}, inputHash: id, expiresAt: new Date(8e12) },
    }),
  );
  return id;
}

const decide = (context: TestContext, id: string, status: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.proposal.update({ where: { id }, data: { status } }));

/** What the run says of itself on its page and in the list, which must agree. */
async function summaryOf(context: TestContext, runId: string): Promise<string | null> {
  const run = await getRun.execute(context, { id: runId });
  const { runs } = await listRuns.execute(context, {});
  expect(runs[0]?.summary).toBe(run.summary);
  return run.summary;
}

describe("a run that waits for the operator", () => {
  it("says how far the decisions are, on its page and in the list", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    const [first, second] = [await propose(context, runId, "Credit it"), await propose(context, runId, "Tell them")];
    const forWhat = "Waits for your decision on 2 proposals";
    await noteWait.execute(system(context), { runId, step: "ask-operator", forWhat, decisions: 2 });
    expect(await summaryOf(context, runId)).toBe(forWhat);
    await decide(context, first, "executed");
    expect(await summaryOf(context, runId)).toBe("Waits for your decision on 1 of 2 proposals");
    await decide(context, second, "approved");
    expect(await summaryOf(context, runId)).toBe("You approved it: it is done next");
    await decide(context, second, "pending");
    expect(await summaryOf(context, runId)).toBe("Waits for your decision on 1 of 2 proposals");
  });

  it("names the review task that it waits for", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    await noteWait.execute(system(context), { runId, step: "ask-operator", forWhat: "Waits", decisions: 1 });
    const task = { title: "This failed: Send it", happened: "No answer", done: "Nothing", options: [] };
    await inWorkspace(context.workspaceId, (tx) =>
      tx.escalation.create({ data: { id: newId(), workspaceId: context.workspaceId, runId, ...task } }),
    );
    expect(await summaryOf(context, runId)).toBe("Waits for your review: This failed: Send it");
  });
});

describe("the story of a run", () => {
  it("begins with what came in and how intake read it, whatever the event is corrected to later", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.event.updateMany({ data: { intake: { ...intake, intent: "complaint" } } }),
    );
    const { timeline } = await getRun.execute(context, { id: runId });
    expect(timeline).toMatchObject([
      { kind: "event", title: "Stripe reported “Payment failed”" },
      {
        kind: "agent",
        title: "Intake read it as a refund request",
        method: "linear classifier over 480 examples, 92% sure",
        details: [{ label: "Invoice number", value: "HL-1041" }],
      },
      { kind: "run", title: "Run started" },
    ]);
  });

  it("names who did what in its audit trail, and never fails on an id that is none", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    await cancelRun.execute(context, { id: runId, reason: "Spam" });
    const { audit } = await getRun.execute(context, { id: runId });
    expect(audit.map(({ actor, subject, reason }) => [actor, subject, reason])).toEqual([
      ["Adjutant (test)", "Run: Refund request", null],
      ["Ana Duarte", "Run: Refund request", "Spam"],
    ]);
  });
});
