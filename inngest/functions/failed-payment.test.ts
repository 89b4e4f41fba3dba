import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { listRuns } from "#server/domains/run/index.ts";
import { listTasks } from "#server/domains/task/index.ts";
import { approveProposal, listReviews, resolveEscalation } from "#server/effects/index.ts";
import { advance, close, until } from "../test-background.ts";
import { effectsOf, newBusiness, receiveInvoice, runIn, waiting } from "../test-business.ts";

afterAll(close);

const day = 86_400_000;
const invoice = { id: "in_7", number: "HL-2031-0007", total: 84_000 };
const failed = { ...invoice, type: "invoice.payment_failed", status: "open" };
const paid = { ...invoice, type: "invoice.paid", status: "paid", paid: 84_000, attempt: 2 };

async function approveReminder(context: TestContext): Promise<string> {
  const [card] = await waiting(context, 1);
  if (!card) throw new Error("There is no reminder");
  await approveProposal.execute(context, { proposalId: card.id, inputHash: card.inputHash });
  return card.title;
}

const sentMails = async (context: TestContext) => (await effectsOf(context)).mails.length;

async function inPaymentWait(context: TestContext): Promise<void> {
  await until("it waits for the payment", async () =>
    (await runIn(context, "waiting")).summary?.includes("for the payment"),
  );
}

describe("a failed payment", () => {
  it("is reminded of at growing intervals until it is paid", async () => {
    const context = await newBusiness();
    await receiveInvoice(context, failed);
    expect(await approveReminder(context)).toContain("Invoice HL-2031-0007: the payment did not go through");
    await inPaymentWait(context);
    expect(await sentMails(context)).toBe(1);
    await advance(2 * day);
    await waiting(context, 0);
    await advance(1.1 * day);
    expect(await approveReminder(context)).toContain("Reminder 2: invoice HL-2031-0007");
    await inPaymentWait(context);
    await receiveInvoice(context, paid);
    const run = await runIn(context, "succeeded");
    expect(run.summary).toBe("Settled after 2 reminders");
    expect(await sentMails(context)).toBe(2);
  });

  it("takes a waiting reminder back when the invoice is paid", async () => {
    const context = await newBusiness();
    await receiveInvoice(context, failed);
    await waiting(context, 1);
    await receiveInvoice(context, paid);
    expect((await runIn(context, "succeeded")).summary).toBe("Settled after 0 reminders");
    await waiting(context, 0);
    expect(await sentMails(context)).toBe(0);
  });

  it("hands over after the last reminder, with options that do something", async () => {
    const context = await newBusiness();
    await receiveInvoice(context, failed);
    for (const gap of [3, 7, 14, 14]) {
      await approveReminder(context);
      await inPaymentWait(context);
      await advance((gap + 0.1) * day);
    }
    expect((await runIn(context, "succeeded")).summary).toBe("Still unpaid after 4 reminders: handed to you");
    const [task] = await listReviews.execute(context, {});
    expect(task?.title).toBe("Still unpaid: invoice HL-2031-0007 over €840.00");
    await resolveEscalation.execute(context, { escalationId: task?.id, option: "make-task" });
    await until("the task is there", async () =>
      JSON.stringify(await listTasks.execute(context, {})).includes("Still unpaid"),
    );
  });

  it("stops when the operator rejects a reminder", async () => {
    const context = await newBusiness();
    await receiveInvoice(context, failed);
    const [card] = await waiting(context, 1);
    await rejectProposal.execute(context, { proposalId: card?.id, reason: "I will call" });
    expect((await runIn(context, "succeeded")).summary).toBe("You stopped the reminders");
  });

  it("follows one invoice up once, however often its payment fails", async () => {
    const context = await newBusiness();
    await receiveInvoice(context, failed);
    await waiting(context, 1);
    await receiveInvoice(context, { ...failed, attempt: 2 });
    const { runs } = await until("the second run is over", async () => {
      const page = await listRuns.execute(context, {});
      return page.runs.some((run) => run.status === "succeeded") && page;
    });
    expect(runs.map((run) => run.summary).sort()).toEqual([
      "Another run follows up this invoice already",
      "Waits for your decision",
    ]);
    await waiting(context, 1);
  });
});
