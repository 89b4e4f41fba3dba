import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { issueInvoice } from "#server/domains/invoice/index.ts";
import { rejectProposal, withdrawProposals } from "#server/domains/proposal/index.ts";
import { failRun, getRun } from "#server/domains/run/index.ts";
import type { RunDetail } from "#server/domains/run/schema.ts";
import {
  approveProposal,
  compensateEffect,
  compensateRun,
  executeEffect,
  getReview,
  listReviews,
  noteCompensation,
  propose,
  resolveEscalation,
} from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { inngest } from "../client.ts";
import { clock, close, setCrash, until } from "../test-background.ts";
import { cardOf, newBusiness, waiting } from "../test-business.ts";

afterAll(close);

type Business = Awaited<ReturnType<typeof newBusiness>>;
type Deed = { action: string; input: Record<string, unknown> };
type Story = { context: Business; system: Context; runId: string; contactId: string; invoiceId: string };

/** A run with a customer and their open invoice over €119.00; it has done nothing yet. */
async function begin(text = "Please credit 50.00 EUR."): Promise<Story> {
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
  return { context, system, runId, contactId, invoiceId };
}

/** Does one thing in the run, as an approved proposal. @returns the effect's id */
async function does({ context, system, runId }: Story, { action, input }: Deed): Promise<string> {
  const { proposalId } = await propose.execute(system, {
    runId,
    step: newId(),
    agent: { name: "billing", mayPropose: [action] },
    draft: { action, input, reason: "Asked for", evidence: [], confidence: 1, method: "rule", taint: "outside" },
  });
  await inWorkspace(context.workspaceId, async (tx) => {
    const { inputHash } = await tx.proposal.findUniqueOrThrow({ where: { id: proposalId } });
    await tx.proposal.update({ where: { id: proposalId }, data: { status: "approved", decidedAt: clock.now() } });
    const common = { workspaceId: context.workspaceId, proposalId, decision: "approve", inputHash };
    await tx.approval.create({ data: { id: newId(), ...common, decidedBy: "test", decidedAt: clock.now() } });
  });
  const outcome = await executeEffect({ context: system, proposalId });
  if (outcome.status !== "succeeded") throw new Error(`${action} ended as ${outcome.status}`);
  return outcome.effectId;
}

const credit = ({ invoiceId }: Story, amountMinor = 10_000): Deed => ({
  action: "credit-note.issue",
  input: { invoiceId, amountMinor, currency: "EUR", reason: "Refund" },
});
const rename = ({ contactId }: Story, name: string): Deed => ({ action: "contact.update", input: { contactId, name } });
const task: Deed = { action: "task.create", input: { title: "Check the refund" } };
const mail: Deed = {
  action: "mail.send",
  input: { to: "ana@northwind.example.com", subject: "Your credit", body: "Hello Ana, it is credited." },
};

const fail = ({ system, runId }: Story) =>
  failRun.execute(system, { runId, functionRunId: "test", message: "The credit is not what was asked for" });

/** The run, once taking it back has come to this end. */
function taken(story: Story, compensation: "done" | "partly"): Promise<RunDetail> {
  const { context, runId } = story;
  return until(`the run is taken back: ${compensation}`, async () => {
    const run = await inWorkspace(context.workspaceId, (tx) => tx.run.findUnique({ where: { id: runId } }));
    return run?.compensation === compensation && getRun.execute(context, { id: runId });
  });
}

const ledger = ({ context, runId, invoiceId, contactId }: Story) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    effects: await tx.effect.findMany({ where: { runId }, orderBy: { calledAt: "asc" } }),
    invoice: await tx.invoice.findUniqueOrThrow({ where: { id: invoiceId } }),
    invoices: await tx.invoice.findMany({ orderBy: { number: "asc" } }),
    contact: await tx.contact.findUniqueOrThrow({ where: { id: contactId } }),
    tasks: await tx.task.findMany(),
    log: (await tx.runEntry.findMany({ where: { runId }, orderBy: { order: "asc" } })).map((entry) => entry.kind),
  }));

const reviewOf = async ({ context }: Story) => {
  const [review, ...more] = await listReviews.execute(context, {});
  expect(more).toEqual([]);
  if (!review) throw new Error("There is no review task");
  return getReview.execute(context, { id: review.id });
};

/** Credits, renames and puts up a task, then fails. */
async function misapplied(): Promise<Story & { done: string[] }> {
  const story = await begin();
  const done = [await does(story, credit(story)), await does(story, rename(story, "Ana D")), await does(story, task)];
  await fail(story);
  return { ...story, done };
}

/** Everything is as it was, and each effect was reversed exactly once, the newest first. */
async function expectTakenBack(story: Story & { done: string[] }): Promise<void> {
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

describe("taking a failed run back", () => {
  it("reverses what it did, newest first, without asking, and hands over with what can be done", async () => {
    const story = await misapplied();
    await compensateRun.execute(story.system, { id: story.runId, because: "It failed" });
    const run = await taken(story, "done");
    await expectTakenBack(story);
    const titles = run.timeline.map(({ title, method }) => `${title} ${method ?? ""}`.trim());
    expect(titles).toContain(
      "Took back credit note CN-2026-0001 over €100.00 by correcting invoice INV-2026-0002 over €100.00",
    );
    expect(titles).toContain("Taken back: 3 effects reversed");
    const review = await reviewOf(story);
    expect(review).toMatchObject({
      title: "Taken back: Refund request: Ana Duarte",
      happened: "The credit is not what was asked for",
      items: [
        {
          state: "reversed",
          text: "Credit €100.00",
          detail: "Credit note CN-2026-0001 over €100.00. Taken back by correcting invoice INV-2026-0002 over €100.00",
        },
        { state: "reversed" },
        { state: "reversed" },
      ],
    });
    expect(review.options.map(({ label }) => label)).toEqual([
      "Credit the right €50.00",
      "Write to Ana Duarte",
      "Make it a task",
      "Leave it",
    ]);
  });

  it("is done once by two requests at the same time, and by a late repeat not again", async () => {
    const story = await misapplied();
    const request = { workspaceId: story.context.workspaceId, runId: story.runId, because: "It failed" };
    const send = () => inngest.send({ name: "run.compensation-requested", data: request });
    await Promise.all([send(), send()]);
    await taken(story, "done");
    await send();
    await expect(compensateRun.execute(story.context, { id: story.runId })).rejects.toMatchObject({ code: "conflict" });
    await expectTakenBack(story);
    expect((await ledger(story)).log.filter((kind) => kind.startsWith("run.compens"))).toEqual([
      "run.compensating",
      "run.compensated",
    ]);
  });

  it("goes on past what cannot be taken back, and names it in one review task", async () => {
    const story = await begin();
    await does(story, credit(story));
    await does(story, rename(story, "Ana D"));
    await does(story, mail);
    await inWorkspace(story.context.workspaceId, (tx) =>
      tx.contact.update({ where: { id: story.contactId }, data: { name: "Ana Duarte-Silva" } }),
    );
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    await taken(story, "partly");
    const { invoice, contact } = await ledger(story);
    expect(invoice.creditedMinor).toBe(0);
    // what somebody wrote since is not overwritten
    expect(contact.name).toBe("Ana Duarte-Silva");
    const review = await reviewOf(story);
    expect(review.items).toMatchObject([
      { state: "reversed" },
      {
        state: "stands",
        detail:
          "Contact updated. It stands: its reversal was refused. Name of Ana Duarte-Silva was changed again since",
      },
      { state: "stands", detail: "Message kept in the outbox. It cannot be taken back" },
    ]);
    const options = review.options.map(({ id }) => id.split(":")[0]);
    expect(options).toEqual(["run.compensate", "credit.correct", "mail.draft", "settled.by-hand", "dismiss"]);
    await resolveEscalation.execute(story.context, {
      escalationId: review.id,
      option: "settled.by-hand",
      note: "Called",
    });
    expect((await taken(story, "done")).timeline.at(-1)).toMatchObject({ title: "You put right what stands" });
  });

  it("proposes the right credit when the operator says so, and issues it once it is approved", async () => {
    const story = await misapplied();
    await compensateRun.execute(story.system, { id: story.runId });
    await taken(story, "done");
    const { id: escalationId, options } = await reviewOf(story);
    const option = options.find(({ id }) => id.startsWith("credit.correct"))?.id ?? "";
    await resolveEscalation.execute(story.context, { escalationId, option });
    const [card] = await waiting(story.context, 1);
    expect(card).toMatchObject({ action: "credit-note.issue", stake: { amountMinor: 5_000, currency: "EUR" } });
    await approveProposal.execute(story.context, { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" });
    await until("the right credit is issued", async () => (await ledger(story)).invoice.creditedMinor === 5_000);
  });

  it("asks where you want to be asked, and one that is rejected stands", async () => {
    const story = await begin();
    await does(story, task);
    const effectId = await does(story, credit(story));
    await inWorkspace(story.context.workspaceId, (tx) =>
      tx.workspace.update({ where: { id: story.context.workspaceId }, data: { supervision: { reversals: "ask" } } }),
    );
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    const [card] = await waiting(story.context, 1);
    // whoever withdraws what the failed run had proposed leaves its reversals alone
    const withdrawal = { runId: story.runId, reason: "Its run failed" };
    expect(await withdrawProposals.execute(story.system, withdrawal)).toEqual({ withdrawn: 0 });
    // the next begins only when the one before has come to its end
    expect(card).toMatchObject({ action: "credit-note.reverse", policy: { rule: "reversal-asks" } });
    const decision = { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" };
    await rejectProposal.execute(story.context, { ...decision, reason: "The credit was right" });
    const [next] = await until("the next reversal waits", async () => {
      const cards = await waiting(story.context, 1);
      return cards[0]?.action === "task.cancel" && cards;
    });
    await approveProposal.execute(story.context, { proposalId: next?.id ?? "", inputHash: next?.inputHash ?? "" });
    await taken(story, "partly");
    const review = await reviewOf(story);
    expect(review.items).toMatchObject([
      { state: "reversed" },
      {
        state: "stands",
        detail: "Credit note CN-2026-0001 over €100.00. It stands: you rejected its reversal. The credit was right",
      },
    ]);

    const late = await compensateEffect({
      context: story.system,
      effectId,
      reason: "It was wrong after all",
      round: 9,
    });
    const { proposalId } = late.status === "proposed" ? late : { proposalId: "" };
    const { inputHash } = cardOf(await waiting(story.context, 1), "credit-note.reverse");
    await approveProposal.execute(story.context, { proposalId, inputHash });
    await executeEffect({ context: story.system, proposalId });
    // the last that stood was reversed on its own: nothing stands any more
    expect((await taken(story, "done")).timeline.at(-1)).toMatchObject({ title: "Taken back: 2 effects reversed" });
  });

  it("does nothing for a run without effects, and refuses one that has not failed", async () => {
    const story = await begin();
    await expect(compensateRun.execute(story.context, { id: story.runId })).rejects.toMatchObject({ code: "conflict" });
    await fail(story);
    await compensateRun.execute(story.context, { id: story.runId });
    await taken(story, "done");
    expect((await ledger(story)).effects).toEqual([]);
  });
});

describe("what a run's taking back rests on", () => {
  it("leaves what its step keeps, and does what its step names in place of the reversal, once you say so", async () => {
    const story = await begin();
    const kept = await does(story, credit(story));
    const own = await does(story, task);
    const { contactId, system, runId } = story;
    const note = async (effectId: string, compensation: unknown) => {
      const { proposalId } = await inWorkspace(story.context.workspaceId, (tx) =>
        tx.effect.findUniqueOrThrow({ where: { id: effectId } }),
      );
      await noteCompensation.execute(system, { runId, step: "do", proposalId, compensation });
    };
    await note(kept, "keep");
    await note(own, { action: "contact.update", input: { contactId, company: "Unchecked" } });
    await fail(story);
    await compensateRun.execute(story.system, { id: runId });
    const [card] = await waiting(story.context, 1);
    expect(card).toMatchObject({ action: "contact.update", policy: { rule: "reversal-altered" } });
    await approveProposal.execute(story.context, { proposalId: card?.id ?? "", inputHash: card?.inputHash ?? "" });
    await taken(story, "done");
    const { contact, invoice, tasks } = await ledger(story);
    expect({ company: contact.company, credited: invoice.creditedMinor }).toEqual({
      company: "Unchecked",
      credited: 10_000,
    });
    expect(tasks).toMatchObject([{ status: "open" }]);
  });

  it("never reverses blindly: what nobody knows is settled by the operator first", async () => {
    const story = await begin();
    await does(story, task);
    const unknown = await does(story, credit(story));
    await inWorkspace(story.context.workspaceId, async (tx) => {
      const { proposalId } = await tx.effect.update({
        where: { id: unknown },
        data: { status: "unknown", finishedAt: null },
      });
      await tx.proposal.update({ where: { id: proposalId }, data: { status: "approved" } });
      await tx.escalation.create({
        data: {
          ...{ id: newId(), workspaceId: story.context.workspaceId, runId: story.runId, effectId: unknown },
          ...{
            title: "Did this happen?",
            happened: "No answer came",
            done: "",
            options: [],
            remedies: { generated: true },
          },
        },
      });
    });
    await fail(story);
    await compensateRun.execute(story.system, { id: story.runId });
    const { id: escalationId, options } = await reviewOf(story);
    expect(options.map(({ id }) => id)).toEqual(["arrived", "send-again", "mail.draft", "run.task", "leave"]);
    expect((await ledger(story)).tasks).toMatchObject([{ status: "open" }]);
    await resolveEscalation.execute(story.context, { escalationId, option: "leave" });
    await taken(story, "partly");
    expect((await ledger(story)).tasks).toMatchObject([{ status: "cancelled" }]);
  });

  it("offers only what holds, and refuses an option that was on the screen and holds no more", async () => {
    const story = await misapplied();
    await escalate.execute(story.system, {
      key: `run:${story.runId}`,
      runId: story.runId,
      title: "It failed",
      happened: "So",
    });
    const before = await reviewOf(story);
    expect(before.options.map(({ id }) => id)).toEqual([
      "run.retry",
      "run.compensate",
      "mail.draft",
      "run.task",
      "dismiss",
    ]);
    await compensateRun.execute(story.context, { id: story.runId });
    await taken(story, "done");
    const resolve = (option: string) => resolveEscalation.execute(story.context, { escalationId: before.id, option });
    await expect(resolve("run.retry")).rejects.toMatchObject({ code: "conflict" });
    await expect(resolve("run.compensate")).rejects.toMatchObject({ code: "conflict" });
    await expect(resolve("erase-everything")).rejects.toMatchObject({ code: "invalid" });
    await resolve("dismiss");
    await expect(resolve("dismiss")).rejects.toMatchObject({ code: "conflict" });
    expect(await getReview.execute(story.context, { id: before.id })).toMatchObject({
      status: "resolved",
      decision: { option: "dismiss" },
    });
  });
});

describe("a crash while a run is taken back", () => {
  it.each(["lost", "stored"])(
    "reverses each effect once all the same, the step's result %s",
    { timeout: 300_000 },
    async (result) => {
      let at = 1;
      for (let reached = true; reached && at < 60; at += 1) {
        const story = await misapplied();
        setCrash({ at, stored: result === "stored" });
        await compensateRun.execute(story.system, { id: story.runId });
        await taken(story, "done");
        await expectTakenBack(story);
        reached = setCrash(undefined);
      }
      expect(at).toBeGreaterThan(5);
      expect(at).toBeLessThan(60);
    },
  );
});
