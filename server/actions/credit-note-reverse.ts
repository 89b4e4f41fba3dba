import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import { reverseCreditNote } from "#server/domains/credit-note/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { defineOwnAction } from "./contract.ts";
import { currency, line, minorUnits } from "./text.ts";

const input = z.strictObject({
  creditNoteId: z.uuid(),
  /** what it credits: for the card and for caps, and refused where it is not the credit note's own */
  amountMinor: minorUnits,
  currency,
  reason: line(500),
});

async function creditNoteOf(tx: Transaction, given: z.output<typeof input>) {
  const note = await tx.creditNote.findUnique({ where: { id: given.creditNoteId } });
  const invoice = note && (await tx.invoice.findUnique({ where: { id: note.invoiceId } }));
  if (!note || !invoice) throw new AppError("precondition", "The credit note to take back does not exist");
  if (note.totalMinor !== given.amountMinor || note.currency !== given.currency)
    throw new AppError("precondition", `Credit note ${note.number} is over another amount`);
  const correction = await tx.invoice.findUnique({ where: { correctsId: note.id }, select: { number: true } });
  if (correction) throw new AppError("precondition", `Invoice ${correction.number} took this credit note back already`);
  return { note, invoice };
}

/** Takes a credit note back: a correcting invoice over the same amount offsets it, and the credited invoice stands as before. */
export const creditNoteReverse = defineOwnAction({
  name: "credit-note.reverse",
  description: "Takes a credit note back by a correcting invoice over the same amount.",
  input,
  output: z.object({
    correctingInvoiceId: z.string(),
    number: z.string(),
    invoiceId: z.string(),
    totalMinor: z.int(),
  }),
  risk: "money",
  reversible: { kind: "by", action: "credit-note.issue" },
  appliesTo: ["invoice"],
  editable: [{ name: "reason", label: "Reason on the correcting invoice", kind: "line" }],
  title: (credit) => `Take back the credit of ${formatMoney(credit)}`,
  stake: ({ amountMinor, currency: code }) => ({ amountMinor, currency: code }),
  preview: async ({ tx, input: given }) => {
    const { note, invoice } = await creditNoteOf(tx, given);
    const owed = invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor;
    const rows = [
      { label: `Credit note ${note.number}`, amountMinor: -note.totalMinor, total: false },
      { label: "Correcting invoice that offsets it", amountMinor: note.totalMinor, total: true },
      { label: "Owed on the credited invoice so far", amountMinor: owed, total: false },
      { label: "Owed on it afterwards", amountMinor: owed + note.totalMinor, total: false },
    ];
    const heading = `Correcting invoice for credit note ${note.number}`;
    return { kind: "money", heading, currency: note.currency, rows, note: given.reason };
  },
  targets: async ({ tx, input: { creditNoteId } }) => {
    const note = await tx.creditNote.findUnique({ where: { id: creditNoteId }, select: { invoiceId: true } });
    const invoice = note && (await tx.invoice.findUnique({ where: { id: note.invoiceId }, select: { version: true } }));
    return note ? { [`invoice:${note.invoiceId}`]: invoice?.version ?? 0 } : {};
  },
  reverse: ({ input: { currency: code }, receipt: { invoiceId, totalMinor, number } }) => ({
    invoiceId,
    amountMinor: totalMinor,
    currency: code,
    reason: `Takes back correcting invoice ${number}`,
  }),
  commit: (scope, { input: { creditNoteId, reason }, effectId }) =>
    reverseCreditNote.within(scope, { creditNoteId, reason, effectId }),
});
