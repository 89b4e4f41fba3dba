import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { applyToInvoice, lockInvoice } from "#server/domains/invoice/index.ts";
import { stableId } from "#server/kernel/ids.ts";

/**
 * Records what a payment provider said about a payment, once per its id and status. A success adds to the invoice's paid
 * amount, a refund takes from it, a failure leaves the invoice as it is.
 */
export const recordPayment = defineCommand({
  name: "payment.record",
  input: z.object({
    externalId: z.string().min(1).max(255),
    status: z.enum(["succeeded", "failed", "refunded"]),
    amountMinor: z.int().min(0).max(2_147_483_647),
    currency: z.string().regex(/^[A-Z]{3}$/),
    invoiceId: z.uuid().optional(),
    contactId: z.uuid().optional(),
    eventId: z.uuid().optional(),
    reason: z.string().max(500).optional(),
    at: z.date(),
  }),
  access: ["system", "connection", "agent", "operator"],
  run: async (scope, input): Promise<{ paymentId: string; recorded: boolean }> => {
    const { tx, context } = scope;
    const paymentId = stableId("payment", context.workspaceId, input.externalId, input.status);
    const invoice = input.invoiceId ? await lockInvoice(tx, input.invoiceId) : null;
    const written = await tx.payment.createMany({
      skipDuplicates: true,
      data: [{ ...input, id: paymentId, workspaceId: context.workspaceId }],
    });
    if (written.count === 0) return { paymentId, recorded: false };
    if (invoice && invoice.currency === input.currency && input.status !== "failed") {
      const paidMinor = input.status === "refunded" ? -input.amountMinor : input.amountMinor;
      await applyToInvoice(scope, invoice, { paidMinor });
    }
    await scope.audit({
      subject: { kind: "payment", id: paymentId },
      data: {
        status: input.status,
        amountMinor: input.amountMinor,
        currency: input.currency,
        invoiceId: input.invoiceId,
        eventId: input.eventId,
      },
    });
    return { paymentId, recorded: true };
  },
});
