import { formatMoney } from "#server/kernel/money.ts";
import type { Recalled } from "./contract.ts";
import { greeting, letter, midSentence, type Sender, signature } from "./letter.ts";
import type { RefundFinding } from "./refund-rules.ts";

type Addressed = { name: string; sender: Sender; memory: readonly Recalled[] };

/** The answer to a refund request, by what was found. */
export function refundLetter(to: Addressed, finding: RefundFinding): string {
  return letter([greeting(to.name, to.memory), ...refundParagraphs(finding), signature(to.sender)]);
}

function refundParagraphs(finding: RefundFinding): string[] {
  if (finding.kind === "ask-number") {
    return [
      "thank you for your message. I could not find an invoice for your address.",
      "Please send me the invoice number, or the address that it was sent to, and I will look into it at once.",
    ];
  }
  const { invoice } = finding;
  const number = invoice.number ?? "your invoice";
  if (finding.kind === "nothing-to-refund") {
    const why = invoice.paidMinor === 0 ? "shows no payment so far" : "has been credited in full already";
    return [
      "thank you for your message.",
      `Invoice ${number} ${why}, so there is nothing to give back at the moment. If you see it differently, please send me the date and the amount of your payment.`,
    ];
  }
  if (finding.kind === "unclear-amount") {
    return [
      "thank you for your message.",
      `I have invoice ${number} before me. Which amount of it do you ask back, in ${invoice.currency}?`,
    ];
  }
  const rest = finding.amountMinor === invoice.paidMinor - invoice.creditedMinor;
  const { amountMinor } = finding;
  return creditParagraphs({ amountMinor, currency: invoice.currency, invoiceNumber: invoice.number, rest });
}

/** A credit as a mail tells of it; `rest`: it is all that was left to give back. */
export type CreditTold = { amountMinor: number; currency: string; invoiceNumber: string | null; rest: boolean };

/** The mail that tells of a credit. */
export function creditLetter(to: Addressed, credit: CreditTold): string {
  return letter([greeting(to.name, to.memory), ...creditParagraphs(credit), signature(to.sender)]);
}

function creditParagraphs(credit: CreditTold): string[] {
  const { invoiceNumber: number, rest } = credit;
  const which = number ? `invoice ${number}` : "your invoice";
  return [
    "thank you for your message, and sorry that it did not work out as planned.",
    `I have credited ${formatMoney(credit)} on ${which}${rest ? ", which is all that you paid and were not given back yet" : ""}. The money goes back the way it came and should be with you within a few days.`,
    "If anything about it looks wrong, just answer this mail.",
  ];
}

/** What a reminder speaks of; amounts in minor units. */
export type ReminderFacts = {
  number: string;
  outstandingMinor: number;
  currency: string;
  dueAt: string | null;
  /** 1 for the first */
  round: number;
  rounds: number;
};

const openings = [
  "your last payment did not go through. That happens: an expired card is the usual reason.",
  "the payment for the invoice below is still open, so here is a short reminder.",
  "this is the third note about the invoice below, which is still open.",
];

/** A reminder; its tone follows the number of reminders before it. */
export function reminderLetter(to: Addressed, facts: ReminderFacts): string {
  const amount = formatMoney({ amountMinor: facts.outstandingMinor, currency: facts.currency });
  const due = facts.dueAt ? `, due on ${facts.dueAt.slice(0, 10)}` : "";
  const last = facts.round >= facts.rounds;
  return letter([
    greeting(to.name, to.memory),
    last
      ? "the invoice below is still open after several reminders."
      : (openings[facts.round - 1] ?? openings[1] ?? null),
    `Invoice ${facts.number}: ${amount}${due}.`,
    last
      ? "Please pay it this week, or tell me what stands in the way, so that we find a solution together."
      : "Could you try again, or tell me if something about the invoice is not right? If you have paid in the meantime, please ignore this note.",
    signature(to.sender),
  ]);
}

/** The reminder of an invoice whose day has passed; its tone follows the reminders before it. */
export function overdueLetter(
  to: Addressed,
  facts: { number: string; amount: string; dueAt: string | null; reminders: number },
): string {
  const { number, amount, dueAt, reminders } = facts;
  const due = dueAt ? `, due on ${dueAt.slice(0, 10)}` : "";
  return letter([
    greeting(to.name, to.memory),
    reminders === 0
      ? "the invoice below is past its day, so here is a short reminder. If the payment has just crossed this mail, please ignore it."
      : "the invoice below is still open, although I reminded you before.",
    `Invoice ${number}: ${amount}${due}.`,
    reminders < 2
      ? "Could you see to it this week, or tell me if something about it is not right?"
      : "Please pay it this week, or tell me what stands in the way, so that we find a solution together.",
    signature(to.sender),
  ]);
}

/** Tells of a credit note that nobody was told of. */
export function creditNoteLetter(to: Addressed, { label, amount }: { label: string; amount: string }): string {
  return letter([
    greeting(to.name, to.memory),
    `I have issued ${midSentence(label)} over ${amount} for you.`,
    "If anything about it looks wrong, just answer this mail.",
    signature(to.sender),
  ]);
}

type StatementFacts = {
  asOf: string;
  currencies: readonly { currency: string; openMinor: number; overdueMinor: number }[];
  lines: readonly {
    number: string | null;
    status: string;
    currency: string;
    totalMinor: number;
    outstandingMinor: number;
    dueAt: string | null;
    overdue: boolean;
  }[];
};

function statementLine(line: StatementFacts["lines"][number]): string {
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: line.currency });
  const head = `- ${line.number ?? "Without a number"}: ${money(line.totalMinor)}`;
  if (line.outstandingMinor === 0) return `${head}, ${line.status === "void" ? "cancelled" : "settled"}`;
  const due = line.dueAt ? `, ${line.overdue ? "was due" : "due"} on ${line.dueAt.slice(0, 10)}` : "";
  return `${head}, ${line.outstandingMinor === line.totalMinor ? "open" : `${money(line.outstandingMinor)} still open`}${due}`;
}

/** How a customer's account stands, invoice by invoice. */
export function statementLetter(to: Addressed, { asOf, currencies, lines }: StatementFacts): string {
  const sums = currencies.map(({ currency, openMinor, overdueMinor }) => {
    const late =
      overdueMinor > 0 ? `, of which ${formatMoney({ amountMinor: overdueMinor, currency })} is overdue` : "";
    return `${formatMoney({ amountMinor: openMinor, currency })}${late}`;
  });
  return letter([
    greeting(to.name, to.memory),
    `this is how your account stood on ${asOf.slice(0, 10)}.`,
    lines.length ? lines.map(statementLine).join("\n") : null,
    sums.length ? `Open in all: ${sums.join("; ")}.` : "Nothing is open: thank you.",
    "If something here is not as you have it, just answer this mail.",
    signature(to.sender),
  ]);
}
