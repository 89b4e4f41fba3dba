import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";
import { reminderLetter } from "./billing-letters.ts";
import { defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { fromReminder } from "./memories/billing-memories.ts";
import { billingMeta } from "./meta.ts";
import { addressee, sender } from "./request-parts.ts";

const remindPaymentMeta = billingMeta.intents[2];

const remindInput = z.object({
  contact: addressee,
  sender,
  invoice: z.object({
    id: z.uuid(),
    number: z.string().nullable(),
    currency: z.string(),
    outstandingMinor: z.int().min(1),
    dueAt: z.iso.datetime().nullable(),
  }),
  eventId: z.uuid(),
  round: z.int().min(1),
  rounds: z.int().min(1),
});

/** Drafts one reminder for an invoice whose payment failed. */
export const remindPayment = defineIntent({
  purpose: remindPaymentMeta.purpose,
  input: remindInput,
  offlineMethod: remindPaymentMeta.offlineMethod,
  decide: async ({ input, memory }): Promise<Outcome> => {
    const { invoice, round, rounds } = input;
    const number = invoice.number ?? "without a number";
    const method = `template "reminder ${Math.min(round, 3)}" with the invoice's own figures`;
    const amount = formatMoney({ amountMinor: invoice.outstandingMinor, currency: invoice.currency });
    const confidence = round === 1 ? 0.85 : 0.75;
    const mail: ProposalDraft = {
      action: "mail.send",
      input: {
        to: input.contact.email,
        subject:
          round === 1 ? `Invoice ${number}: the payment did not go through` : `Reminder ${round}: invoice ${number}`,
        body: reminderLetter(
          { name: input.contact.name, sender: input.sender, memory },
          { ...invoice, number, round, rounds },
        ),
        contactId: input.contact.id,
        invoiceId: invoice.id,
      },
      reason: `Invoice ${number} over ${amount} is open after a failed payment. This is reminder ${round} of ${rounds}.`,
      evidence: [
        { kind: "invoice", id: invoice.id, label: `Invoice ${number}` },
        { kind: "event", id: input.eventId, label: "The failed payment" },
      ],
      confidence,
      method,
      contactId: input.contact.id,
    };
    return {
      findings: [
        { label: "Invoice", value: number },
        { label: "Open", value: amount },
        { label: "Reminder", value: `${round} of ${rounds}` },
      ],
      proposals: [mail],
      memories: fromReminder(input.contact, invoice, round - 1),
      confidence,
      method,
    };
  },
});
