import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";
import { refundLetter, reminderLetter } from "./billing-letters.ts";
import { defineAgent, defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { oneLine, replySubject, threadOf } from "./letter.ts";
import { billingMeta } from "./meta.ts";
import { judgeRefund, type RefundFinding } from "./refund-rules.ts";

const [assessRefundMeta, remindPaymentMeta] = billingMeta.intents;
const contact = z.object({ id: z.uuid(), name: z.string(), email: z.email() });
const sender = z.object({ company: z.string(), person: z.string() });

const refundInput = z.object({
  contact,
  message: z.object({ id: z.uuid(), subject: z.string(), body: z.string(), messageId: z.string().nullable() }),
  sender,
  /** the contact's own invoices: no other is ever looked at */
  invoices: z.array(
    z.object({
      id: z.uuid(),
      number: z.string().nullable(),
      status: z.string(),
      currency: z.string(),
      totalMinor: z.int(),
      paidMinor: z.int(),
      creditedMinor: z.int(),
      issuedAt: z.iso.datetime().nullable(),
    }),
  ),
});

const findingWords: Record<RefundFinding["kind"], string> = {
  credit: "credit",
  "ask-number": "ask for the invoice number",
  "nothing-to-refund": "nothing to give back",
  "unclear-amount": "ask which amount is meant",
};

const assessRefund = defineIntent({
  purpose: assessRefundMeta.purpose,
  input: refundInput,
  offlineMethod: assessRefundMeta.offlineMethod,
  decide: async ({ input, memory }): Promise<Outcome> => {
    const { message } = input;
    const name = oneLine(input.contact.name, 80);
    const finding = judgeRefund(`${message.subject}\n${message.body}`, input.invoices);
    const asked = { kind: "message" as const, id: message.id, label: oneLine(message.subject, 80) || "Their message" };
    const invoice = finding.kind === "ask-number" ? null : finding.invoice;
    const evidence = invoice
      ? [asked, { kind: "invoice" as const, id: invoice.id, label: `Invoice ${invoice.number ?? ""}`.trim() }]
      : [asked];
    const confidence = finding.kind === "credit" ? finding.confidence : 0.6;
    const common = {
      evidence,
      confidence,
      method: `rule: ${finding.rule}`,
      taint: "outside" as const,
      contactId: input.contact.id,
    };
    const mail: ProposalDraft = {
      ...common,
      action: "mail.send",
      input: {
        to: input.contact.email,
        subject: replySubject(message.subject),
        body: refundLetter({ name: input.contact.name, sender: input.sender, memory }, finding),
        contactId: input.contact.id,
        ...threadOf(message),
      },
      reason:
        finding.kind === "credit"
          ? `Tells ${name} about the credit. Goes out only once it is issued.`
          : `${name} asks for money back: ${findingWords[finding.kind]}.`,
    };
    const findings = [
      { label: "Outcome", value: findingWords[finding.kind] },
      { label: "Found by", value: finding.rule },
      ...(invoice ? [{ label: "Invoice", value: invoice.number ?? invoice.id }] : []),
    ];
    if (finding.kind !== "credit") return { findings, proposals: [mail], confidence, method: common.method };
    const money = { amountMinor: finding.amountMinor, currency: finding.invoice.currency };
    const credit: ProposalDraft = {
      ...common,
      action: "credit-note.issue",
      input: {
        invoiceId: finding.invoice.id,
        ...money,
        reason: `Refund asked for by ${name}`.slice(0, 500),
      },
      reason: `${name} asks for money back on invoice ${finding.invoice.number ?? ""}: ${finding.rule}.${finding.capped ? " They asked for more than was paid." : ""}`,
    };
    return {
      findings: [...findings, { label: "Amount", value: formatMoney(money) }],
      proposals: [credit, mail],
      confidence,
      method: common.method,
    };
  },
});

const remindInput = z.object({
  contact,
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

const remindPayment = defineIntent({
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
      taint: "outside",
      contactId: input.contact.id,
    };
    return {
      findings: [
        { label: "Invoice", value: number },
        { label: "Open", value: amount },
        { label: "Reminder", value: `${round} of ${rounds}` },
      ],
      proposals: [mail],
      confidence,
      method,
    };
  },
});

/** The billing agent. */
export const billing = defineAgent({
  name: billingMeta.name,
  purpose: billingMeta.purpose,
  intents: { [assessRefundMeta.name]: assessRefund, [remindPaymentMeta.name]: remindPayment },
  mayPropose: billingMeta.actions,
  memory: { read: ["profile", "canonical"], write: ["profile"] },
  budget: { modelCallsPerRun: 0 },
});
