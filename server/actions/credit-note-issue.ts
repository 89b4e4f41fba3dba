import { z } from "zod";
import { issueCreditNote } from "#server/domains/credit-note/index.ts";
import { creditableMinor } from "#server/domains/invoice/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { defineOwnAction } from "./contract.ts";
import { currency, line, minorUnits, notYet } from "./text.ts";

const input = z.strictObject({
  invoiceId: z.uuid(),
  amountMinor: minorUnits,
  currency,
  reason: line(500),
});

/** Credits an invoice, wholly or in part, in Adjutant's own ledger. */
export const creditNoteIssue = defineOwnAction({
  name: "credit-note.issue",
  description: "Issues a credit note against an invoice.",
  input,
  output: z.object({ creditNoteId: z.string(), number: z.string(), totalMinor: z.int() }),
  risk: "money",
  reversible: { kind: "by", action: "credit-note.reverse" },
  appliesTo: ["invoice"],
  editable: [
    { name: "amountMinor", label: "Amount", kind: "money" },
    { name: "reason", label: "Reason on the credit note", kind: "line" },
  ],
  title: (credit) => `Credit ${formatMoney(credit)}`,
  stake: ({ amountMinor, currency: code }) => ({ amountMinor, currency: code }),
  preview: async ({ tx, input: credit }) => {
    const invoice = await tx.invoice.findUnique({ where: { id: credit.invoiceId } });
    if (!invoice) throw new AppError("precondition", "The invoice to credit does not exist");
    if (invoice.currency !== credit.currency)
      throw new AppError("precondition", `The invoice is in ${invoice.currency}`);
    const most = creditableMinor(invoice);
    if (credit.amountMinor > most) {
      const words = formatMoney({ amountMinor: most, currency: invoice.currency });
      throw new AppError("precondition", `At most ${words} of this invoice can still be credited`);
    }
    const rows = [
      { label: "Invoice total", amountMinor: invoice.totalMinor, total: false },
      { label: "Paid so far", amountMinor: invoice.paidMinor, total: false },
      { label: "Credited so far", amountMinor: invoice.creditedMinor, total: false },
      { label: "This credit note", amountMinor: credit.amountMinor, total: true },
      { label: "Left to credit after it", amountMinor: most - credit.amountMinor, total: false },
    ];
    const heading = `Credit note for invoice ${invoice.number ?? invoice.externalId ?? ""}`.trim();
    return { kind: "money", heading, currency: invoice.currency, rows, note: credit.reason };
  },
  targets: async ({ tx, input: { invoiceId } }) => {
    const invoice = await tx.invoice.findUnique({ where: { id: invoiceId }, select: { version: true } });
    return { [`invoice:${invoiceId}`]: invoice?.version ?? 0 };
  },
  reverse: ({ input: { amountMinor, currency: code }, receipt: { creditNoteId, number } }) => ({
    creditNoteId,
    amountMinor,
    currency: code,
    reason: `Takes back credit note ${number}`,
  }),
  foresee: ({ amountMinor }) => ({ creditNoteId: notYet, number: "CN-…", totalMinor: amountMinor }),
  commit: (scope, call) => issueCreditNote.within(scope, { ...call.input, effectId: call.effectId }),
});
