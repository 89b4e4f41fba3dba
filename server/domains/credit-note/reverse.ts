import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { lockInvoice, nextNumber, offsetAmounts, withoutCredit } from "#server/domains/invoice/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId, stableId } from "#server/kernel/ids.ts";

/** A credit note that was taken back: the correcting invoice, and the invoice that stands again as it was. */
export type ReversedCreditNote = {
  correctingInvoiceId: string;
  number: string;
  invoiceId: string;
  totalMinor: number;
};

async function correctionOf(tx: CommandScope["tx"], creditNoteId: string) {
  const made = await tx.invoice.findUnique({ where: { correctsId: creditNoteId } });
  return made?.number ? { correctingInvoiceId: made.id, number: made.number, effectId: made.effectId } : null;
}

/**
 * Takes a credit note back by a correcting invoice over the same amount, with the next number of the invoices. The two
 * offset each other, so nothing is owed on the correction, and the credited invoice is owed again as before. Neither
 * document is ever deleted. Once per effect.
 * @throws AppError not_found; precondition when it was taken back already
 */
export const reverseCreditNote = defineCommand({
  name: "creditNote.reverse",
  input: z.object({
    creditNoteId: z.uuid(),
    reason: z.string().trim().min(1).max(500),
    effectId: z.uuid().optional(),
  }),
  access: ["operator", "system"],
  run: async (scope, { creditNoteId, reason, effectId }): Promise<ReversedCreditNote> => {
    const { tx, context } = scope;
    const note = await tx.creditNote.findUnique({ where: { id: creditNoteId } });
    if (!note) throw new AppError("not_found", "There is no such credit note");
    // the credited invoice's lock orders this with whatever else changes its amounts
    const invoice = await lockInvoice(tx, note.invoiceId);
    const { invoiceId, totalMinor } = note;
    const before = await correctionOf(tx, creditNoteId);
    if (before && effectId && before.effectId === effectId) {
      return { correctingInvoiceId: before.correctingInvoiceId, number: before.number, invoiceId, totalMinor };
    }
    if (before) throw new AppError("precondition", `Invoice ${before.number} took this credit note back already`);
    const id = effectId ? stableId("correcting-invoice", effectId) : newId();
    const number = await nextNumber(scope, "invoice");
    const now = context.clock.now();
    const { workspaceId } = context;
    const amounts = offsetAmounts(totalMinor, invoice);
    await tx.invoice.create({
      data: {
        id,
        workspaceId,
        number,
        contactId: note.contactId,
        currency: note.currency,
        // wholly offset by the credit note that it takes back
        status: "void",
        netMinor: amounts.netMinor,
        taxMinor: amounts.taxMinor,
        totalMinor,
        creditedMinor: totalMinor,
        issuedAt: now,
        dueAt: now,
        effectId: effectId ?? null,
        correctsId: creditNoteId,
        createdAt: now,
      },
    });
    await tx.invoiceLine.create({
      data: {
        id: stableId("line", id, "0"),
        workspaceId,
        invoiceId: id,
        position: 0,
        description:
          `Takes back credit note ${note.number} for invoice ${invoice.number ?? invoice.externalId ?? ""}`.trim(),
        quantityMilli: 1000,
        unitMinor: amounts.netMinor,
        taxBasisPoints: amounts.taxBasisPoints,
        netMinor: amounts.netMinor,
        taxMinor: amounts.taxMinor,
      },
    });
    await withoutCredit(scope, invoice, totalMinor);
    await scope.audit({
      subject: { kind: "invoice", id },
      reason,
      data: { number, corrects: note.number, creditNoteId, invoiceId, totalMinor, currency: note.currency },
    });
    scope.changed({ topic: "invoice", id });
    return { correctingInvoiceId: id, number, invoiceId, totalMinor };
  },
});
