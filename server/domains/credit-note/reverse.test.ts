import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { issueInvoice } from "#server/domains/invoice/index.ts";
import { workspaceWithInvoice } from "#server/domains/invoice/test-invoice.ts";
import { newId } from "#server/kernel/ids.ts";
import { issueCreditNote, reverseCreditNote } from "./index.ts";

type Business = Awaited<ReturnType<typeof workspaceWithInvoice>>;

const credit = ({ context, invoiceId }: Business, amountMinor: number) =>
  issueCreditNote.execute(context, { invoiceId, amountMinor, currency: "EUR", reason: "A wrong sum" });
const reverse = ({ context }: Business, creditNoteId: string, effectId?: string) =>
  reverseCreditNote.execute(context, { creditNoteId, reason: "It was a wrong sum", ...(effectId ? { effectId } : {}) });
const invoices = ({ context }: Business) =>
  inWorkspace(context.workspaceId, (tx) =>
    tx.invoice.findMany({ orderBy: { number: "asc" }, include: { lines: true } }),
  );

describe("taking a credit note back", () => {
  it("writes a correcting invoice that the credit note offsets, and the credited invoice is owed as before", async () => {
    const business = await workspaceWithInvoice();
    const { creditNoteId, number } = await credit(business, 11_900);
    expect(await invoices(business)).toMatchObject([{ status: "void", creditedMinor: 11_900 }]);
    const made = await reverse(business, creditNoteId);
    expect(made).toMatchObject({ number: "INV-2026-0002", invoiceId: business.invoiceId, totalMinor: 11_900 });
    const rows = await invoices(business);
    expect(rows).toMatchObject([
      { status: "open", creditedMinor: 0, totalMinor: 11_900, version: 3 },
      {
        id: made.correctingInvoiceId,
        status: "void",
        correctsId: creditNoteId,
        netMinor: 10_000,
        taxMinor: 1_900,
        totalMinor: 11_900,
        creditedMinor: 11_900,
        lines: [{ description: `Takes back credit note ${number} for invoice INV-2026-0001`, taxBasisPoints: 1_900 }],
      },
    ]);
    const { items: entries } = await listAudit.execute(business.context, {
      subject: { kind: "invoice", id: made.correctingInvoiceId },
    });
    expect(entries).toMatchObject([{ action: "creditNote.reverse", reason: "It was a wrong sum" }]);
  });

  it("splits the tax in the invoice's own proportion, to the last minor unit", async () => {
    const business = await workspaceWithInvoice();
    const { creditNoteId } = await credit(business, 3_333);
    await reverse(business, creditNoteId);
    const [, correction] = await invoices(business);
    expect(correction).toMatchObject({ netMinor: 2_801, taxMinor: 532, totalMinor: 3_333 });
  });

  it("leaves what was paid settled", async () => {
    const business = await workspaceWithInvoice();
    const { workspaceId } = business.context;
    await inWorkspace(workspaceId, (tx) =>
      tx.invoice.update({ where: { id: business.invoiceId }, data: { paidMinor: 11_900, status: "paid" } }),
    );
    const { creditNoteId } = await credit(business, 5_000);
    await reverse(business, creditNoteId);
    expect((await invoices(business))[0]).toMatchObject({ status: "paid", creditedMinor: 0 });
  });

  it("happens once: per effect it finds what it made, and any other is refused without using a number", async () => {
    const business = await workspaceWithInvoice();
    const { creditNoteId } = await credit(business, 5_000);
    const effectId = newId();
    const both = await Promise.all([
      reverse(business, creditNoteId, effectId),
      reverse(business, creditNoteId, effectId),
    ]);
    expect(both[0]).toEqual(both[1]);
    await expect(reverse(business, creditNoteId)).rejects.toMatchObject({ code: "precondition" });
    const next = await issueInvoice.execute(business.context, {
      contactId: business.contactId,
      currency: "EUR",
      dueInDays: 14,
      lines: [{ description: "Advice", quantityMilli: 1000, unitMinor: 100, taxBasisPoints: 0 }],
    });
    expect(next.number).toBe("INV-2026-0003");
  });

  it("of another workspace does not exist", async () => {
    const business = await workspaceWithInvoice();
    const { creditNoteId } = await credit(business, 5_000);
    const stranger = reverseCreditNote.execute(await newWorkspace(), { creditNoteId, reason: "Mine" });
    await expect(stranger).rejects.toMatchObject({ code: "not_found" });
  });
});
