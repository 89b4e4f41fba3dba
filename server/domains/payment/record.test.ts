import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { getInvoice } from "#server/domains/invoice/index.ts";
import { workspaceWithInvoice } from "#server/domains/invoice/test-invoice.ts";
import { recordPayment } from "./record.ts";

const payment = (invoiceId: string, change: object = {}) => ({
  externalId: "pi_1",
  status: "succeeded",
  amountMinor: 11_900,
  currency: "EUR",
  invoiceId,
  at: new Date("2026-03-05T10:00:00Z"),
  ...change,
});

const settlements = (context: TestContext) =>
  inWorkspace(context.workspaceId, (tx) => tx.outboxEntry.count({ where: { name: "invoice.settled" } }));

describe("recording a payment", () => {
  it("settles the invoice once, however often it is told", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    const told = await Promise.all(
      Array.from({ length: 10 }, () => recordPayment.execute(context, payment(invoiceId))),
    );
    expect(told.filter((one) => one.recorded)).toHaveLength(1);
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({
      status: "paid",
      paidMinor: 11_900,
      version: 2,
    });
    expect(await settlements(context)).toBe(1);
    const id = told[0]?.paymentId ?? "";
    const { items: entries } = await listAudit.execute(context, { subject: { kind: "payment", id } });
    expect(entries).toMatchObject([{ action: "payment.record", data: { status: "succeeded", amountMinor: 11_900 } }]);
  });

  it("leaves the invoice open after a failure and after a part", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    await recordPayment.execute(context, payment(invoiceId, { status: "failed", reason: "card_declined" }));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({
      status: "open",
      paidMinor: 0,
      version: 1,
    });
    await recordPayment.execute(context, payment(invoiceId, { externalId: "pi_2", amountMinor: 11_899 }));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ status: "open", paidMinor: 11_899 });
  });

  it("takes a refund off without reopening what was settled", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    await recordPayment.execute(context, payment(invoiceId));
    await recordPayment.execute(context, payment(invoiceId, { status: "refunded", amountMinor: 900 }));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ status: "paid", paidMinor: 11_000 });
    expect(await settlements(context)).toBe(1);
  });

  it("keeps another currency beside the invoice, and another workspace out", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    await recordPayment.execute(context, payment(invoiceId, { currency: "USD" }));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ status: "open", paidMinor: 0 });
    const stranger = recordPayment.execute(await newWorkspace(), payment(invoiceId));
    await expect(stranger).rejects.toMatchObject({ code: "not_found" });
  });
});
