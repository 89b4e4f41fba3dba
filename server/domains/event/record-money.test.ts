import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { canonicalEvent } from "#server/kernel/canonical-event.ts";
import { contact, normalise, read } from "./events-for-tests.ts";
import { getEvent } from "./queries.ts";

const invoice = {
  externalId: "in_1",
  number: "FR-1",
  currency: "EUR",
  taxMinor: 0,
  totalMinor: 48_000,
  issuedAt: null,
  dueAt: null,
  lines: [{ description: "Work", quantityMilli: 1000, unitMinor: 48_000, taxBasisPoints: 0 }],
};
const charge = {
  externalId: "ch_1",
  aliases: ["pi_1"],
  currency: "EUR",
  amountMinor: 48_000,
  reason: null,
  at: new Date("2026-03-01T10:00:00Z"),
};
const failed = canonicalEvent("payment.failed", {
  contact: { ...contact, externalId: "cus_1" },
  invoice: { ...invoice, status: "open" },
  payment: { ...charge, status: "failed" },
});
const paid = canonicalEvent("payment.succeeded", {
  contact: { ...contact, externalId: "cus_1" },
  invoice: { ...invoice, status: "paid" },
  payment: { ...charge, externalId: "ch_2", status: "succeeded" },
});
const created = canonicalEvent("invoice.created", {
  contact: { ...contact, externalId: "cus_1" },
  invoice: { ...invoice, status: "draft" },
});

describe("money", () => {
  it("ends the same whatever the order, with repeats", async () => {
    for (const order of [
      [created, failed, paid],
      [paid, failed, created],
      [failed, failed, paid, paid, created],
    ]) {
      const context = await newWorkspace();
      for (const canonical of order) await normalise(context, canonical);
      const { invoices, payments, contacts } = await read(context);
      expect(contacts).toHaveLength(1);
      expect(invoices).toMatchObject([{ status: "paid", totalMinor: 48_000, paidMinor: 48_000 }]);
      expect(payments.map(({ status }) => status).sort()).toEqual(["failed", "succeeded"]);
    }
  });

  it("tells the waiting workflow when the invoice is settled, once", async () => {
    const context = await newWorkspace();
    for (const canonical of [failed, paid, paid]) await normalise(context, canonical);
    const names = (await read(context)).outbox.map(({ name }) => name);
    expect(names.filter((name) => name === "invoice.settled")).toHaveLength(1);
  });

  it("counts one attempt once that three events report, and learns the invoice from the last", async () => {
    const context = await newWorkspace();
    const { contact: who, payment } = failed;
    const intentOnly = { ...charge, externalId: "pi_1", aliases: [], status: "failed" as const };
    const reports = [
      canonicalEvent("payment.failed", { contact: who, payment: intentOnly }),
      canonicalEvent("payment.failed", { contact: who, payment }),
      failed,
      failed,
    ];
    const statuses: string[] = [];
    for (const report of reports) statuses.push((await normalise(context, report)).status);
    expect(statuses).toEqual(["normalised", "filed", "normalised", "filed"]);
    const { payments, invoices } = await read(context);
    expect(payments).toMatchObject([{ invoiceId: invoices[0]?.id, status: "failed" }]);
  });

  it("records nothing that does not fit, and says so", async () => {
    const context = await newWorkspace();
    const huge = { ...invoice, status: "open" as const, totalMinor: 3_000_000_000 };
    const facts = await normalise(context, canonicalEvent("invoice.created", { contact, invoice: huge }));
    const nobody = await normalise(
      context,
      canonicalEvent("invoice.created", { invoice: { ...invoice, status: "open" } }),
    );
    expect((await read(context)).invoices).toEqual([]);
    expect((await getEvent.execute(context, { id: facts.eventId })).note).toContain("cannot hold");
    expect((await getEvent.execute(context, { id: nobody.eventId })).note).toContain("no customer");
  });
});
