import type { MemoryDraft } from "../contract.ts";

type Contact = { id: string };
type Line = {
  id: string;
  number: string | null;
  status: string;
  issuedAt: string | null;
  dueAt: string | null;
  overdue: boolean;
};

const day = 86_400_000;
/** From fewer invoices no habit is concluded. */
const leastInvoices = 3;

const evidenceOf = (lines: readonly Line[]) =>
  lines.slice(0, 8).map(({ id, number }) => {
    return { kind: "invoice" as const, id, label: `Invoice ${number ?? ""}`.trim() };
  });

/** The lower bound of a share, at 95 % (Wilson 1927): few cases are never sure. */
function surely(hits: number, of: number): number {
  const z = 1.96;
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return (middle - spread) / (1 + (z * z) / of);
}

/**
 * What the ledger tells of a customer: that much of what is due stays open past its day, and the days that invoices are
 * given. Open lines only say what is so now, and the text says as of when.
 */
export function fromStatement(contact: Contact, lines: readonly Line[], asOf: string): MemoryDraft[] {
  const common = { tier: "profile" as const, subject: { kind: "contact" as const, id: contact.id } };
  const settled = lines.filter(({ status }) => status === "open" || status === "paid");
  const late = settled.filter(({ overdue }) => overdue);
  const found: MemoryDraft[] = [];
  if (settled.length >= leastInvoices && late.length * 2 > settled.length) {
    found.push({
      ...common,
      ...{ kind: "fact", key: "payment-habit" },
      text: `Pays late: ${late.length} of ${settled.length} invoices are past their day on ${asOf.slice(0, 10)}`,
      attributes: { late: late.length, invoices: settled.length, by: "the ledger" },
      evidence: evidenceOf(late),
      confidence: surely(late.length, settled.length),
    });
  }
  const terms = settled.flatMap(({ issuedAt, dueAt }) =>
    issuedAt && dueAt ? [Math.round((Date.parse(dueAt) - Date.parse(issuedAt)) / day)] : [],
  );
  const [days] = terms;
  if (days !== undefined && days >= 0 && terms.length >= leastInvoices && terms.every((each) => each === days)) {
    found.push({
      ...common,
      ...{ kind: "term", key: "payment-terms" },
      text: `Invoices are due ${days} ${days === 1 ? "day" : "days"} after their issue`,
      attributes: { days, invoices: terms.length, by: "the ledger" },
      evidence: evidenceOf(settled),
      confidence: surely(terms.length, terms.length),
    });
  }
  return found;
}

/** What a reminder tells: an invoice that stayed open after so many reminders. The first reminder tells nothing yet. */
export function fromReminder(
  contact: Contact,
  invoice: { id: string; number: string | null },
  reminders: number,
): MemoryDraft[] {
  if (reminders < 1) return [];
  const number = invoice.number ?? "without a number";
  return [
    {
      ...{ tier: "profile", kind: "fact", key: `reminded:${invoice.id}` },
      subject: { kind: "contact", id: contact.id },
      text: `Invoice ${number} was still open after ${reminders} ${reminders === 1 ? "reminder" : "reminders"}`,
      attributes: { reminders, by: "the ledger" },
      evidence: [{ kind: "invoice", id: invoice.id, label: `Invoice ${number}` }],
      confidence: 0.95,
    },
  ];
}
