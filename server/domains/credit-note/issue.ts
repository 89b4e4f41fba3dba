import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { applyToInvoice, creditableMinor, lockInvoice, nextNumber } from "#server/domains/invoice/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId, stableId } from "#server/kernel/ids.ts";
import { formatMoney } from "#server/kernel/money.ts";

/**
 * Issues a credit note against an invoice in Adjutant's own ledger, with the next number; once per effect.
 * @throws AppError precondition when more would be credited than was charged
 */
export const issueCreditNote = defineCommand({
  name: "creditNote.issue",
  input: z.object({
    invoiceId: z.uuid(),
    amountMinor: z.int().min(1),
    currency: z.string().regex(/^[A-Z]{3}$/),
    reason: z.string().trim().min(1).max(500),
    effectId: z.uuid().optional(),
  }),
  access: ["operator", "system"],
  run: async (scope, input): Promise<{ creditNoteId: string; number: string; totalMinor: number }> => {
    const { tx, context } = scope;
    const invoice = await lockInvoice(tx, input.invoiceId);
    const id = input.effectId ? stableId("credit-note", input.effectId) : newId();
    const before = await tx.creditNote.findUnique({ where: { id } });
    if (before) return { creditNoteId: id, number: before.number, totalMinor: before.totalMinor };
    if (invoice.status === "draft")
      throw new AppError("precondition", "The invoice is a draft: there is nothing to credit");
    if (invoice.currency !== input.currency)
      throw new AppError("precondition", `The invoice is in ${invoice.currency}`);
    const most = creditableMinor(invoice);
    if (input.amountMinor > most) {
      const words = formatMoney({ amountMinor: most, currency: invoice.currency });
      throw new AppError("precondition", `At most ${words} of this invoice can still be credited`);
    }
    const number = await nextNumber(scope, "credit_note");
    await tx.creditNote.create({
      data: {
        id,
        workspaceId: context.workspaceId,
        number,
        invoiceId: invoice.id,
        contactId: invoice.contactId,
        currency: invoice.currency,
        totalMinor: input.amountMinor,
        reason: input.reason,
        issuedAt: context.clock.now(),
        effectId: input.effectId ?? null,
      },
    });
    await applyToInvoice(scope, invoice, { creditedMinor: input.amountMinor });
    await scope.audit({
      subject: { kind: "credit_note", id },
      reason: input.reason,
      data: { number, invoiceId: invoice.id, totalMinor: input.amountMinor, currency: invoice.currency },
    });
    return { creditNoteId: id, number, totalMinor: input.amountMinor };
  },
});
