import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";
import { creditLetter, refundLetter } from "./billing-letters.ts";
import { defineIntent, type Outcome, type ProposalDraft } from "./contract.ts";
import { oneLine, replySubject, threadOf } from "./letter.ts";
import { billingMeta } from "./meta.ts";
import { judgeRefund, type RefundFinding } from "./refund-rules.ts";
import { addressee, incoming, sender } from "./request-parts.ts";

const [assessRefundMeta, tellRefundMeta] = billingMeta.intents;

const refundInput = z.object({
  contact: addressee,
  message: incoming,
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

/** Finds the invoice and the amount, and proposes the credit with the mail that tells of it. */
export const assessRefund = defineIntent({
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

const tellInput = z.object({
  contact: addressee,
  message: incoming,
  sender,
  /** the credit note as it was issued */
  credit: z.object({
    number: z.string(),
    amountMinor: z.int().min(1),
    currency: z.string(),
    invoiceId: z.uuid(),
    invoiceNumber: z.string().nullable(),
  }),
});

/** Tells of a credit whose amount the operator changed. */
export const tellRefund = defineIntent({
  purpose: tellRefundMeta.purpose,
  input: tellInput,
  offlineMethod: tellRefundMeta.offlineMethod,
  decide: async ({ input, memory }): Promise<Outcome> => {
    const { contact, message, credit } = input;
    const method = 'template "credit issued" with the figures of the credit note';
    const mail: ProposalDraft = {
      action: "mail.send",
      input: {
        to: contact.email,
        subject: replySubject(message.subject),
        body: creditLetter({ name: contact.name, sender: input.sender, memory }, { ...credit, rest: false }),
        contactId: contact.id,
        ...threadOf(message),
      },
      reason: `You changed the amount: this mail names ${formatMoney(credit)}, as credit note ${credit.number} does.`,
      evidence: [{ kind: "invoice", id: credit.invoiceId, label: `Invoice ${credit.invoiceNumber ?? ""}`.trim() }],
      confidence: 0.85,
      method,
      contactId: contact.id,
    };
    return { findings: [{ label: "Credit note", value: credit.number }], proposals: [mail], confidence: 0.85, method };
  },
});
