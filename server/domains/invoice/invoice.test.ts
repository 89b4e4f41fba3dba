import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { getInvoice, issueInvoice, listInvoices, recordInvoice } from "./index.ts";
import { workspaceWithInvoice } from "./test-invoice.ts";

describe("issuing an invoice", () => {
  it("gives it a number, its amounts by line and in all, a due date and an audit entry", async () => {
    const { context, contactId, invoiceId } = await workspaceWithInvoice();
    const invoice = await getInvoice.execute(context, { invoiceId });
    expect(invoice).toMatchObject({
      number: "INV-2026-0001",
      status: "open",
      contact: { id: contactId, name: "Ben Ito" },
      netMinor: 10_000,
      taxMinor: 1_900,
      totalMinor: 11_900,
      dueAt: new Date("2026-03-16T09:00:00Z"),
      lines: [{ description: "Advice", netMinor: 10_000, taxMinor: 1_900 }],
      creditNotes: [],
      payments: [],
    });
    const { items: entries } = await listAudit.execute(context, { subject: { kind: "invoice", id: invoiceId } });
    expect(entries).toMatchObject([{ action: "invoice.issue", data: { number: "INV-2026-0001", totalMinor: 11_900 } }]);
  });

  it("issues once per effect, and takes no number for the repetition", async () => {
    const { context, contactId } = await workspaceWithInvoice();
    const input = {
      contactId,
      currency: "JPY",
      dueInDays: 0,
      lines: [{ description: "Day", quantityMilli: 500, unitMinor: 8_001, taxBasisPoints: 1_000 }],
      effectId: newId(),
    };
    const first = await issueInvoice.execute(context, input);
    expect(first).toMatchObject({ number: "INV-2026-0002", totalMinor: 4_401 });
    expect(await issueInvoice.execute(context, input)).toEqual(first);
    const { invoices } = await listInvoices.execute(context, {});
    expect(invoices.map((invoice) => invoice.number).sort()).toEqual(["INV-2026-0001", "INV-2026-0002"]);
  });

  it("is not for another workspace's contact, nor seen from there", async () => {
    const { contactId, invoiceId } = await workspaceWithInvoice();
    const stranger = await newWorkspace();
    const lines = [{ description: "Day", quantityMilli: 1000, unitMinor: 1, taxBasisPoints: 0 }];
    const issue = issueInvoice.execute(stranger, { contactId, currency: "EUR", dueInDays: 1, lines });
    await expect(issue).rejects.toMatchObject({ code: "not_found" });
    await expect(getInvoice.execute(stranger, { invoiceId })).rejects.toMatchObject({ code: "not_found" });
    expect(await listInvoices.execute(stranger, {})).toEqual({ invoices: [], nextCursor: null });
  });

  it("pages through the list without losing or repeating one", async () => {
    const { context, contactId } = await workspaceWithInvoice();
    const lines = [{ description: "Day", quantityMilli: 1000, unitMinor: 1, taxBasisPoints: 0 }];
    for (let more = 0; more < 4; more += 1) {
      await issueInvoice.execute(context, { contactId, currency: "EUR", dueInDays: 1, lines });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listInvoices.execute(context, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.invoices.map((invoice) => invoice.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

describe("recording an outside invoice", () => {
  const facts = (contactId: string) => ({
    externalId: "in_1",
    number: "A-7",
    contactId,
    currency: "EUR",
    status: "open" as const,
    totalMinor: 5_000,
  });

  it("writes it once, follows its changes and never reopens it", async () => {
    const { context, contactId } = await workspaceWithInvoice();
    const first = await recordInvoice.execute(context, facts(contactId));
    expect(first.recorded).toBe(true);
    expect(await recordInvoice.execute(context, facts(contactId))).toEqual({ ...first, recorded: false });
    const draft = await recordInvoice.execute(context, { ...facts(contactId), status: "draft" });
    expect(draft.recorded).toBe(false);
    const paid = await recordInvoice.execute(context, { ...facts(contactId), status: "paid" });
    expect(paid.recorded).toBe(true);
    const late = await recordInvoice.execute(context, facts(contactId));
    expect(late.recorded).toBe(false);
    const { invoiceId } = first;
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({
      number: "A-7",
      status: "paid",
      version: 2,
    });
    const settled = await inWorkspace(context.workspaceId, (tx) =>
      tx.outboxEntry.findMany({ where: { name: "invoice.settled" } }),
    );
    expect(settled.map((entry) => entry.data)).toEqual([{ workspaceId: context.workspaceId, invoiceId }]);
  });

  it("keeps numbers unique: a taken one is left out", async () => {
    const { context, contactId } = await workspaceWithInvoice();
    const { invoiceId } = await recordInvoice.execute(context, { ...facts(contactId), number: "INV-2026-0001" });
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ number: null });
  });
});
