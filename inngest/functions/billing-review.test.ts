import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { clock, close, until } from "../test-background.ts";
import { effectsOf, newBusiness, receiveInvoice, runIn, waiting } from "../test-business.ts";
import { runAs, start, toldTexts } from "../test-workflows.ts";

afterAll(close);

const day = 86_400_000;
const ago = (days: number) => new Date(clock.now().getTime() - days * day);

async function invoice(context: TestContext, number: string, total: number, daysOverdue: number): Promise<void> {
  await receiveInvoice(context, {
    ...{ type: "invoice.finalized", id: `in_${number}`, number, status: "open", total, dueAt: ago(daysOverdue) },
  });
  await until(`invoice ${number} is in the ledger`, () =>
    inWorkspace(context.workspaceId, (tx) => tx.invoice.findFirst({ where: { number } })),
  );
}

/** A payment of somebody known that names no invoice. */
async function strayPayment(context: TestContext, amountMinor: number): Promise<void> {
  await inWorkspace(context.workspaceId, async (tx) => {
    const contact = await tx.contact.findFirstOrThrow();
    await tx.payment.create({
      data: {
        ...{ id: newId(), workspaceId: context.workspaceId, contactId: contact.id, amountMinor, currency: "EUR" },
        ...{ status: "succeeded", externalId: newId(), at: ago(1) },
      },
    });
  });
}

describe("a billing review", () => {
  it("splits the work, proposes what settles each item, and tells how billing stands", async () => {
    const context = await newBusiness();
    await invoice(context, "HL-1", 50_000, 10);
    await invoice(context, "HL-2", 20_000, 3);
    await invoice(context, "HL-3", 90_000, -5);
    await strayPayment(context, 90_000);
    const id = await start(context, {}, "billing-review");
    const cards = await waiting(context, 3);
    expect(cards.map(({ title }) => title).sort()).toEqual([
      "Add the task “Match €900.00 from Ana Duarte with invoice HL-3”",
      "Send “Reminder: invoice HL-1 is overdue” to ana@northwind.example.com",
      "Send “Reminder: invoice HL-2 is overdue” to ana@northwind.example.com",
    ]);
    const words = "3 open invoices over €1,600.00. 1 payment without an invoice, 2 overdue invoices: 3 proposed";
    await until("the operator is told", async () => (await toldTexts(context)).length === 1);
    expect(await toldTexts(context)).toEqual([`${words}.`]);
    for (const { id: proposalId, inputHash } of cards)
      await approveProposal.execute(context, { proposalId, inputHash });
    expect((await runAs(context, id, "succeeded")).summary).toBe(`${words}; 3 carried out`);
    const { mails, tasks } = await effectsOf(context);
    expect([mails.length, tasks.length]).toEqual([2, 1]);

    const again = await start(context, {}, "billing-review");
    expect((await runAs(context, again, "succeeded")).summary).toBe(
      "3 open invoices over €1,600.00. Nothing needs you; 0 carried out",
    );
  });

  it("has something to tell where there is nothing to do", async () => {
    const context = await newBusiness();
    const id = await start(context, {}, "billing-review");
    expect((await runAs(context, id, "succeeded")).summary).toBe(
      "No invoice is open. Nothing needs you; 0 carried out",
    );
    expect(await toldTexts(context)).toEqual(["No invoice is open. Nothing needs you."]);
  });

  it("sends no reminder for an invoice that was settled while it waited", async () => {
    const context = await newBusiness();
    await invoice(context, "HL-1", 50_000, 10);
    const id = await start(context, {}, "billing-review");
    const [card] = await waiting(context, 1);
    await receiveInvoice(context, {
      ...{ type: "invoice.paid", id: "in_HL-1", number: "HL-1", status: "paid", total: 50_000, paid: 50_000 },
    });
    await until("it is paid", () =>
      inWorkspace(context.workspaceId, (tx) => tx.invoice.findFirst({ where: { status: "paid" } })),
    );
    const stale = approveProposal.execute(context, { proposalId: card?.id, inputHash: card?.inputHash });
    await expect(stale).rejects.toMatchObject({ code: "precondition" });
    expect((await effectsOf(context)).mails).toEqual([]);
    expect((await runIn(context, "waiting")).id).toBe(id);
  });
});
