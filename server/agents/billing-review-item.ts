import { z } from "zod";
import { formatMoney } from "#server/kernel/money.ts";
import { creditNoteLetter, overdueLetter } from "./billing-letters.ts";
import { type WorkItem, workItem } from "./billing-review-plan.ts";
import { defineIntent, type Outcome, type ProposalDraft, type Recalled } from "./contract.ts";
import { midSentence, oneLine } from "./letter.ts";
import { fromReminder } from "./memories/billing-memories.ts";
import { billingMeta } from "./meta.ts";
import { sender } from "./request-parts.ts";

const reviewItemMeta = billingMeta.intents[3];

const input = z.object({
  item: workItem,
  /** whose memory bears on it */
  contact: z.object({ id: z.uuid() }).nullable(),
  sender,
  asOf: z.iso.datetime(),
});
type Review = z.output<typeof input>;

const recordKind = {
  disputed: "event",
  unmatched: "payment",
  overdue: "invoice",
  "untold-credit": "invoice",
  "stale-draft": "invoice",
} as const;

/** The record that it is about, by which the next review knows that it was asked about; a credit note's is its invoice. */
const evidenceOf = ({ kind, id, label, invoice }: WorkItem) => [
  { kind: recordKind[kind], id: kind === "untold-credit" ? (invoice?.id ?? id) : id, label },
];

function task(item: WorkItem, given: { title: string; note: string; reason: string; due: string }): ProposalDraft {
  const { title, note, reason, due } = given;
  const about = item.contact ? { contactId: item.contact.id } : {};
  return {
    action: "task.create",
    input: { title: oneLine(title, 200), note, dueAt: due.slice(0, 10), ...about },
    reason,
    evidence: evidenceOf(item),
    confidence: 0.8,
    method: "rule: what no action of ours can settle goes on your list",
    ...about,
  };
}

type Mail = { subject: string; body: string; reason: string; confidence: number; method: string };

function mail(item: WorkItem, contact: { id: string; email: string }, given: Mail): ProposalDraft {
  const { subject, body, ...judged } = given;
  const about = item.kind === "overdue" ? { invoiceId: item.id } : {};
  return {
    ...judged,
    action: "mail.send",
    input: { to: contact.email, subject: oneLine(subject, 200), body, contactId: contact.id, ...about },
    evidence: evidenceOf(item),
    // names come from the payment provider
    contactId: contact.id,
  };
}

/** What is proposed for one item; null where it is noted only. */
function proposalFor({ item, sender, asOf }: Review, memory: readonly Recalled[]): ProposalDraft | null {
  const { kind, contact, label, invoice } = item;
  const amount = formatMoney(item);
  const name = contact ? oneLine(contact.name, 80) : "somebody unknown";
  const inDays = (days: number) => new Date(Date.parse(asOf) + days * 86_400_000).toISOString();
  const letterTo = contact && { name: contact.name, sender, memory };
  switch (kind) {
    case "overdue": {
      const days = item.dueAt ? Math.max(1, Math.floor((Date.parse(asOf) - Date.parse(item.dueAt)) / 86_400_000)) : 0;
      const reason = `${label} over ${amount} is ${days} ${days === 1 ? "day" : "days"} overdue, after ${item.reminders} reminders.`;
      if (!contact?.email || !letterTo) {
        const note = `There is no mail address of ${name}.`;
        return task(item, {
          title: `Ask ${name} to pay ${midSentence(label)} over ${amount}`,
          note,
          reason,
          due: asOf,
        });
      }
      const facts = {
        number: invoice?.number ?? "without a number",
        amount,
        dueAt: item.dueAt,
        reminders: item.reminders,
      };
      return mail(
        item,
        { id: contact.id, email: contact.email },
        {
          subject: `Reminder: ${midSentence(label)} is overdue`,
          body: overdueLetter(letterTo, facts),
          reason,
          confidence: item.reminders === 0 ? 0.85 : 0.7,
          method: `template "overdue" with the invoice's own figures`,
        },
      );
    }
    case "untold-credit": {
      const reason = `${label} over ${amount} was issued, and no mail went to ${name} since.`;
      if (!contact?.email || !letterTo) return null;
      return mail(
        item,
        { id: contact.id, email: contact.email },
        {
          subject: `${label} over ${amount}`,
          body: creditNoteLetter(letterTo, { label, amount }),
          reason,
          confidence: 0.8,
          method: 'template "credit note"',
        },
      );
    }
    case "unmatched": {
      if (!invoice && !contact) return null;
      const title = invoice
        ? `Match ${amount} from ${name} with invoice ${invoice.number ?? ""}`.trim()
        : `Find out what ${name} paid ${amount} for`;
      const note = invoice
        ? "It is the only open invoice over exactly this amount."
        : "No open invoice asks for this amount.";
      return task(item, { title, note, reason: `${amount} came in and settles no invoice.`, due: inDays(2) });
    }
    case "disputed":
      return task(item, {
        title: `Answer the dispute of ${name}${item.amountMinor > 0 ? ` over ${amount}` : ""}`,
        note: "Disputes are lost by silence: send the evidence in your payment provider's dashboard.",
        reason: "A customer's bank took a payment back. The provider decides without you after its deadline.",
        due: inDays(1),
      });
    case "stale-draft":
      return task(item, {
        title: `Issue or drop ${midSentence(label)} for ${name} over ${amount}`,
        note: "A draft is owed by nobody.",
        reason: `${label} has been lying about for three days or more.`,
        due: inDays(3),
      });
  }
}

/** Looks at one item of a billing review: a proposal, or a finding where nothing can be proposed. */
export const reviewBillingItem = defineIntent({
  purpose: reviewItemMeta.purpose,
  input,
  offlineMethod: reviewItemMeta.offlineMethod,
  decide: async ({ input: review, memory }): Promise<Outcome> => {
    const { item } = review;
    const { id, kind, amountMinor, currency, label } = item;
    const proposal = proposalFor(review, memory);
    return {
      findings: [
        {
          label,
          value: proposal ? proposal.reason : `${formatMoney(item)}: nothing can be proposed; nobody is known for it`,
          evidence: evidenceOf(item),
        },
      ],
      proposals: proposal ? [proposal] : [],
      memories:
        item.kind === "overdue" && item.contact && item.invoice
          ? fromReminder(item.contact, item.invoice, item.reminders)
          : [],
      confidence: proposal?.confidence ?? 0.9,
      method: proposal?.method ?? "rule: noted only",
      result: { id, kind, amountMinor, currency, outcome: proposal ? "proposed" : "noted" },
    };
  },
});
