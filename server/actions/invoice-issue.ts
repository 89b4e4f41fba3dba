import { z } from "zod";
import { amountsOfLine, amountsOfLines, issueInvoice } from "#server/domains/invoice/index.ts";
import { invoiceLineInputSchema } from "#server/domains/invoice/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { defineOwnAction } from "./contract.ts";
import { currency, line, notYet } from "./text.ts";

const input = z.strictObject({
  contactId: z.uuid(),
  currency,
  lines: z
    .array(z.strictObject({ ...invoiceLineInputSchema.shape, description: line(500) }))
    .min(1)
    .max(200),
  dueInDays: z.int().min(0).max(365).default(14),
});

/** Issues an invoice in Adjutant's own ledger. */
export const invoiceIssue = defineOwnAction({
  name: "invoice.issue",
  description: "Issues an invoice to a contact.",
  input,
  output: z.object({ invoiceId: z.string(), number: z.string(), totalMinor: z.int() }),
  risk: "money",
  reversible: { kind: "by", action: "credit-note.issue" },
  appliesTo: ["contact"],
  editable: [{ name: "dueInDays", label: "Days until it is due", kind: "line" }],
  title: (invoice) => `Invoice ${formatMoney(stakeOf(invoice))}`,
  stake: (invoice) => stakeOf(invoice),
  preview: async ({ tx, input: invoice }) => {
    const contact = await tx.contact.findUnique({ where: { id: invoice.contactId }, select: { name: true } });
    if (!contact) throw new AppError("precondition", "The contact to invoice does not exist");
    const amounts = amountsOfLines(invoice.lines);
    const rows = [
      ...invoice.lines.map((item) => ({
        label: `${item.description} (${item.quantityMilli / 1000} ×)`,
        amountMinor: amountsOfLine(item).netMinor,
        total: false,
      })),
      { label: "Net", amountMinor: amounts.netMinor, total: false },
      { label: "Tax", amountMinor: amounts.taxMinor, total: false },
      { label: "Total", amountMinor: amounts.totalMinor, total: true },
    ];
    const note = `Due ${invoice.dueInDays} days after issue.`;
    return { kind: "money", heading: `Invoice to ${contact.name}`, currency: invoice.currency, rows, note };
  },
  targets: async () => ({}),
  reverse: ({ input: invoice, receipt }) => ({
    invoiceId: receipt.invoiceId,
    amountMinor: receipt.totalMinor,
    currency: invoice.currency,
    reason: `Takes back invoice ${receipt.number}`,
  }),
  foresee: (invoice) => ({ invoiceId: notYet, number: "INV-…", totalMinor: stakeOf(invoice).amountMinor }),
  commit: (scope, call) => issueInvoice.within(scope, { ...call.input, effectId: call.effectId }),
});

function stakeOf(invoice: z.output<typeof input>) {
  return { amountMinor: amountsOfLines(invoice.lines).totalMinor, currency: invoice.currency };
}
