import { expect } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { issueInvoice } from "#server/domains/invoice/index.ts";
import { failRun, getRun } from "#server/domains/run/index.ts";
import type { RunDetail } from "#server/domains/run/schema.ts";
import { decideOnRun, settleDecision } from "#server/domains/supervision/index.ts";
import { approveProposal, executeEffect, getReview, listReviews, propose } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { clock, until } from "./test-background.ts";
import { newBusiness } from "./test-business.ts";

type Business = Awaited<ReturnType<typeof newBusiness>>;
type Deed = { action: string; input: Record<string, unknown> };
/** A run that will be taken back, and whom it concerns. */
type Story = { context: Business; system: Context; runId: string; contactId: string; invoiceId: string };

/** The supervisor has decided about the run's failure already: what these stories ask for, nobody else does first. */
async function leaveToTheStory(system: Context, runId: string): Promise<void> {
  const decision = await decideOnRun.execute(system, {
    ...{ runId, tries: 0, status: "running", about: "failed" },
    ...{ finding: "failed", remedy: "escalate", rule: "operator-decides", because: "It is told in this test" },
  });
  if (!decision) throw new Error("The supervisor was first");
  await settleDecision.execute(system, { id: decision.id, outcome: "Left to the test" });
}

/** A run with a customer and their open invoice over €119.00; it has done nothing yet. */
export async function begin(text = "Please credit 50.00 EUR."): Promise<Story> {
  const context = await newBusiness();
  const { workspaceId } = context;
  const [runId, contactId, eventId] = [newId(), newId(), newId()];
  await inWorkspace(workspaceId, async (tx) => {
    await tx.contact.create({
      data: { id: contactId, workspaceId, name: "Ana Duarte", email: "ana@northwind.example.com" },
    });
    await tx.event.create({
      data: {
        ...{ id: eventId, workspaceId, contactId, source: "sample", externalId: eventId, kind: "mail" },
        ...{ type: "message.received", status: "normalised", taint: "outside", contentType: "message/rfc822" },
        raw: Buffer.from(text),
        intake: {
          ...{ intent: "refund_request", confidence: 1, method: "rule", alternatives: [] },
          entities: [{ kind: "money", text: "50.00 EUR", value: "50.00 EUR" }],
        },
        receivedAt: clock.now(),
      },
    });
    await tx.run.create({
      data: {
        ...{ id: runId, workspaceId, eventId, contactId, workflow: "refund-request", workflowVersion: 1 },
        ...{ title: "Refund request: Ana Duarte", status: "running", functionRunId: "test" },
      },
    });
  });
  const { invoiceId } = await issueInvoice.execute(context, {
    contactId,
    currency: "EUR",
    dueInDays: 14,
    lines: [{ description: "Advice", quantityMilli: 1000, unitMinor: 10_000, taxBasisPoints: 1900 }],
  });
  const system: Context = { workspaceId, clock, actor: { kind: "system", id: "test" }, runId };
  await leaveToTheStory(system, runId);
  return { context, system, runId, contactId, invoiceId };
}

/** Does one thing in the run, as an approved proposal. @returns the effect's id */
export async function does({ context, system, runId }: Story, { action, input }: Deed): Promise<string> {
  const { proposalId } = await propose.execute(system, {
    runId,
    step: newId(),
    agent: { name: "billing", mayPropose: [action] },
    draft: { action, input, reason: "Asked for", evidence: [], confidence: 1, method: "rule", taint: "outside" },
  });
  const where = { id: proposalId };
  const rows = <T>(work: Parameters<typeof inWorkspace<T>>[1]) => inWorkspace(context.workspaceId, work);
  const { inputHash } = await rows((tx) => tx.proposal.findUniqueOrThrow({ where }));
  await approveProposal.execute(context, { proposalId, inputHash });
  // nobody waits for the undo window
  await rows((tx) => tx.proposal.update({ where, data: { executeAfter: null } }));
  const outcome = await executeEffect({ context: system, proposalId });
  if (outcome.status !== "succeeded") throw new Error(`${action} ended as ${outcome.status}`);
  return outcome.effectId;
}

export const credit = ({ invoiceId }: Story, amountMinor = 10_000): Deed => ({
  action: "credit-note.issue",
  input: { invoiceId, amountMinor, currency: "EUR", reason: "Refund" },
});
export const rename = ({ contactId }: Story, name: string): Deed => ({
  action: "contact.update",
  input: { contactId, name },
});
export const task: Deed = { action: "task.create", input: { title: "Check the refund" } };
export const mail: Deed = {
  action: "mail.send",
  input: { to: "ana@northwind.example.com", subject: "Your credit", body: "Hello Ana, it is credited." },
};

export const fail = ({ system, runId }: Story) =>
  failRun.execute(system, { runId, functionRunId: "test", message: "The credit is not what was asked for" });

/** The run, once taking it back has come to this end. */
export function taken(story: Story, compensation: "done" | "partly"): Promise<RunDetail> {
  const { context, runId } = story;
  return until(`the run is taken back: ${compensation}`, async () => {
    const run = await inWorkspace(context.workspaceId, (tx) => tx.run.findUnique({ where: { id: runId } }));
    return run?.compensation === compensation && getRun.execute(context, { id: runId });
  });
}

export const ledger = ({ context, runId, invoiceId, contactId }: Story) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    effects: await tx.effect.findMany({ where: { runId }, orderBy: { calledAt: "asc" } }),
    invoice: await tx.invoice.findUniqueOrThrow({ where: { id: invoiceId } }),
    invoices: await tx.invoice.findMany({ orderBy: { number: "asc" } }),
    contact: await tx.contact.findUniqueOrThrow({ where: { id: contactId } }),
    tasks: await tx.task.findMany(),
    log: (await tx.runEntry.findMany({ where: { runId }, orderBy: { order: "asc" } })).map((entry) => entry.kind),
  }));

export const reviewOf = async ({ context }: Story) => {
  const [review, ...more] = await listReviews.execute(context, {});
  expect(more).toEqual([]);
  if (!review) throw new Error("There is no review task");
  return getReview.execute(context, { id: review.id });
};

/** Credits, renames and puts up a task, then fails. */
export async function misapplied(): Promise<Story & { done: string[] }> {
  const story = await begin();
  const done = [await does(story, credit(story)), await does(story, rename(story, "Ana D")), await does(story, task)];
  await fail(story);
  return { ...story, done };
}

/** Everything is as it was, and each effect was reversed exactly once, the newest first. */
export async function expectTakenBack(story: Story & { done: string[] }): Promise<void> {
  const { effects, invoice, invoices, contact, tasks } = await ledger(story);
  const reversed = await inWorkspace(story.context.workspaceId, (tx) =>
    tx.runEntry.findMany({ where: { runId: story.runId, kind: "effect.compensated" }, orderBy: { order: "asc" } }),
  );
  expect(reversed.map(({ data }) => (data as { effectId: string }).effectId)).toEqual([...story.done].reverse());
  expect(effects).toHaveLength(6);
  expect(effects.filter((effect) => effect.status === "compensated")).toHaveLength(3);
  expect(effects.filter((effect) => effect.status === "succeeded").map((effect) => effect.attempts)).toEqual([1, 1, 1]);
  expect(invoice).toMatchObject({ status: "open", creditedMinor: 0 });
  expect(invoices.map(({ number }) => number)).toEqual(["INV-2026-0001", "INV-2026-0002"]);
  expect(contact.name).toBe("Ana Duarte");
  expect(tasks).toMatchObject([{ status: "cancelled" }]);
}
