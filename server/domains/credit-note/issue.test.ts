import { describe, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { listAudit } from "#server/domains/audit/index.ts";
import { getInvoice } from "#server/domains/invoice/index.ts";
import { workspaceWithInvoice } from "#server/domains/invoice/test-invoice.ts";
import { newId } from "#server/kernel/ids.ts";
import { issueCreditNote } from "./issue.ts";

const credit = (invoiceId: string, amountMinor: number) => ({
  invoiceId,
  amountMinor,
  currency: "EUR",
  reason: "Cancelled",
});

describe("issuing a credit note", () => {
  it("credits the invoice, numbers the note and says so in the audit trail", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    const note = await issueCreditNote.execute(context, credit(invoiceId, 1_900));
    expect(note).toMatchObject({ number: "CN-2026-0001", totalMinor: 1_900 });
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({
      creditedMinor: 1_900,
      status: "open",
      version: 2,
      creditNotes: [{ number: "CN-2026-0001", reason: "Cancelled" }],
    });
    const { items: entries } = await listAudit.execute(context, {
      subject: { kind: "credit_note", id: note.creditNoteId },
    });
    expect(entries).toMatchObject([{ action: "creditNote.issue", reason: "Cancelled", data: { totalMinor: 1_900 } }]);
  });

  it("voids an invoice that is wholly credited", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    await issueCreditNote.execute(context, credit(invoiceId, 11_900));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ status: "void" });
  });

  it("issues once per effect", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    const input = { ...credit(invoiceId, 100), effectId: newId() };
    const notes = await Promise.all(Array.from({ length: 5 }, () => issueCreditNote.execute(context, input)));
    expect(new Set(notes.map((note) => note.number))).toEqual(new Set(["CN-2026-0001"]));
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ creditedMinor: 100 });
  });

  it("never credits more than was charged, however many try at once", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => issueCreditNote.execute(context, credit(invoiceId, 2_500))),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(4);
    for (const one of tries) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "precondition" });
    }
    const invoice = await getInvoice.execute(context, { invoiceId });
    expect(invoice.creditedMinor).toBe(10_000);
    expect(invoice.creditNotes.map((note) => note.number).sort()).toEqual([
      "CN-2026-0001",
      "CN-2026-0002",
      "CN-2026-0003",
      "CN-2026-0004",
    ]);
  });

  it("refuses another currency, another workspace and nothing at all", async () => {
    const { context, invoiceId } = await workspaceWithInvoice();
    const attempt = (who: typeof context, input: object) =>
      issueCreditNote.execute(who, { ...credit(invoiceId, 1), ...input });
    await expect(attempt(context, { currency: "USD" })).rejects.toMatchObject({ code: "precondition" });
    await expect(attempt(await newWorkspace(), {})).rejects.toMatchObject({ code: "not_found" });
    await expect(attempt(context, { amountMinor: 0 })).rejects.toMatchObject({ code: "invalid" });
    expect(await getInvoice.execute(context, { invoiceId })).toMatchObject({ creditedMinor: 0, version: 1 });
  });
});
