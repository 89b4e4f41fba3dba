import { afterAll, describe, expect, it } from "vitest";
import { publishDraft } from "#server/authoring/index.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { listRuns } from "#server/domains/run/index.ts";
import { listTasks } from "#server/domains/task/index.ts";
import { currentDefinitions, saveDraft } from "#server/domains/workflow/index.ts";
import { approveProposal, listReviews, resolveEscalation } from "#server/effects/index.ts";
import { close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, paidInvoice, receiveMail, waiting } from "../test-business.ts";
import { misappliedCredit } from "../test-misapplied-credit.ts";

afterAll(close);

type Business = Awaited<ReturnType<typeof newBusiness>>;

async function approveNext(context: Business, action: string): Promise<void> {
  const { id: proposalId, inputHash } = cardOf(await waiting(context, 1), action);
  await approveProposal.execute(context, { proposalId, inputHash });
}

/** Ana asks for €119.00, and is credited €1,190.00. */
async function misapplied(): Promise<Business> {
  const context = await newBusiness();
  await currentDefinitions.execute(context, {});
  const workflow = "refund-request";
  const { revision } = await saveDraft.execute(context, { workflow, definition: misappliedCredit, revision: 0 });
  await publishDraft.execute(context, { workflow, revision });
  await paidInvoice(context, "HL-2031-0042", 119_000);
  await receiveMail(context, {
    from: "Ana Duarte <ana@northwind.example.com>",
    subject: "Refund for invoice HL-2031-0042",
    body: "Hello,\n\nhalf a day did not take place. I would like a refund of 119.00 EUR, please. I want my money back.\n\nAna",
  });
  await approveNext(context, "credit-note.issue");
  await approveNext(context, "task.create");
  return context;
}

const reviewOf = (context: Business) =>
  until("there is a review task", async () => {
    const [review] = await listReviews.execute(context, {});
    return review?.title.startsWith("Taken back") && review;
  });

describe("billing misapplies a credit", () => {
  it("is found out, taken back in reverse order by itself, and put before you with what can be done", async () => {
    const context = await misapplied();
    const review = await reviewOf(context);
    expect(review).toMatchObject({
      title: expect.stringMatching(/^Taken back: Refund request: Ana Duarte/),
      happened: "€1,190.00 were credited, and 119.00 EUR were asked for",
      items: [
        {
          state: "reversed",
          text: "Credit €1,190.00",
          detail: expect.stringMatching(/^Credit note CN-.+ over €1,190\.00\. Taken back by correcting invoice INV-/),
        },
        { state: "reversed", text: "Add the task “Pay the refund to Ana Duarte”" },
        { state: "failed" },
      ],
    });
    expect(review.evidence.map(({ kind }) => kind)).toEqual(["event", "run", "contact", "invoice", "invoice"]);
    const [run] = (await listRuns.execute(context, {})).runs;
    const log = await inWorkspace(context.workspaceId, (tx) =>
      tx.runEntry.findMany({ where: { runId: run?.id, kind: "effect.compensated" }, orderBy: { order: "asc" } }),
    );
    const { effects, creditNotes, tasks } = await effectsOf(context);
    const actionOf = (id: unknown) => effects.find((effect) => effect.id === id)?.action;
    expect(log.map(({ data }) => actionOf((data as { effectId: string }).effectId))).toEqual([
      "task.create",
      "credit-note.issue",
    ]);
    expect(creditNotes).toHaveLength(1);
    expect(tasks).toMatchObject([{ status: "cancelled" }]);
    const invoice = await inWorkspace(context.workspaceId, (tx) =>
      tx.invoice.findFirstOrThrow({ where: { number: "HL-2031-0042" } }),
    );
    expect(invoice).toMatchObject({ creditedMinor: 0, paidMinor: 119_000, status: "paid" });
  });

  it("ends with the right credit when you say so", async () => {
    const context = await misapplied();
    const { id: escalationId, options } = await reviewOf(context);
    expect(options.map(({ label }) => label)).toEqual([
      "Credit the right €119.00",
      "Start it over",
      "Write to Ana Duarte",
      "Make it a task",
      "Leave it",
    ]);
    await resolveEscalation.execute(context, { escalationId, option: options[0]?.id, note: "She is right" });
    const card = cardOf(await waiting(context, 1), "credit-note.issue");
    expect(card).toMatchObject({ stake: { amountMinor: 11_900, currency: "EUR" }, policy: { verdict: "ask" } });
    await approveProposal.execute(context, { proposalId: card.id, inputHash: card.inputHash });
    await until("the right credit is issued", async () => (await effectsOf(context)).creditNotes.length === 2);
  });

  it("ends with a mail to the customer when you say so: drafted, and sent only by your hand", async () => {
    const context = await misapplied();
    const { id: escalationId } = await reviewOf(context);
    await resolveEscalation.execute(context, { escalationId, option: "mail.draft" });
    const { preview } = cardOf(await waiting(context, 1), "mail.send");
    expect(preview).toMatchObject({ kind: "mail", to: "ana@northwind.example.com" });
    expect(JSON.stringify(preview)).toContain("We have taken it back, and the invoice stands as before.");
    expect((await effectsOf(context)).mails).toEqual([]);
  });

  it("ends with a task when you say so", async () => {
    const context = await misapplied();
    const { id: escalationId } = await reviewOf(context);
    await resolveEscalation.execute(context, { escalationId, option: "run.task", note: "Call her" });
    expect(await listTasks.execute(context, {})).toMatchObject([
      { title: expect.stringMatching(/^Taken back/), note: expect.stringMatching(/^Call her/) },
    ]);
  });
});
