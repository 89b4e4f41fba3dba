import { minorDigits } from "#server/kernel/money.ts";

/** An invoice as far as a refund is judged by it; amounts in minor units. */
export type RefundInvoice = {
  id: string;
  number: string | null;
  status: string;
  currency: string;
  totalMinor: number;
  paidMinor: number;
  creditedMinor: number;
  issuedAt: string | null;
};

/** An amount found in a text. */
type FoundAmount = { amountMinor: number; currency: string };

const signs: Record<string, string> = { "€": "EUR", $: "USD", "£": "GBP" };
const names: Record<string, string> = {
  eur: "EUR",
  euro: "EUR",
  euros: "EUR",
  usd: "USD",
  dollar: "USD",
  dollars: "USD",
  gbp: "GBP",
  pound: "GBP",
  pounds: "GBP",
  chf: "CHF",
};
const digits = String.raw`\d{1,3}(?:[.,'\u00a0 ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`;
const word = Object.keys(names).join("|");
const amountPattern = new RegExp(
  String.raw`(?:([€$£])\s?|\b(${word})\s)(${digits})(?!\d)|(?<![\d.,])(${digits})\s?(?:([€$£])|(${word})\b)`,
  "giu",
);

/** "1.250,00", "1,250.00" and "1250" as minor units: the last separator before one or two digits is the decimal one. */
function minorOf(text: string, currency: string): number {
  const match = /^(.*?)(?:[.,](\d{1,2}))?$/s.exec(text);
  const whole = (match?.[1] ?? text).replace(/\D/g, "");
  const places = minorDigits(currency);
  const fraction = (match?.[2] ?? "").padEnd(places, "0").slice(0, places);
  return Number(whole) * 10 ** places + Number(fraction || "0");
}

/** The amounts of money that a text names, in its order. */
function amountsIn(text: string): FoundAmount[] {
  return [...text.matchAll(amountPattern)].flatMap((match) => {
    const [, signBefore, nameBefore, before, after, signAfter, nameAfter] = match;
    const sign = signBefore ?? signAfter ?? "";
    const currency = signs[sign] ?? names[(nameBefore ?? nameAfter ?? "").toLowerCase()];
    const number = before ?? after;
    if (!currency || !number) return [];
    const amountMinor = minorOf(number, currency);
    return Number.isSafeInteger(amountMinor) && amountMinor > 0 ? [{ amountMinor, currency }] : [];
  });
}

/** What can still be given back: what was paid and not yet credited, never more than was charged. */
function refundableMinor(invoice: Pick<RefundInvoice, "totalMinor" | "paidMinor" | "creditedMinor">): number {
  return Math.max(0, Math.min(invoice.paidMinor, invoice.totalMinor) - invoice.creditedMinor);
}

/** What a refund request comes to. `rule` says how the invoice or amount was found. */
export type RefundFinding =
  | { kind: "credit"; invoice: RefundInvoice; amountMinor: number; rule: string; capped: boolean; confidence: number }
  | { kind: "ask-number"; rule: string }
  | { kind: "nothing-to-refund"; invoice: RefundInvoice; rule: string }
  | { kind: "unclear-amount"; invoice: RefundInvoice; rule: string };

type Chosen = { invoice: RefundInvoice; rule: string; confidence: number };

const plain = (text: string) => text.toUpperCase().replace(/[\s_./-]+/g, "");

/** The invoice that a text is about, out of the sender's own: by its number, else the latest that something was paid on. */
function invoiceOf(text: string, invoices: readonly RefundInvoice[]): Chosen | null {
  const squeezed = plain(text);
  const named = invoices.filter(({ number }) => number && number.length >= 4 && squeezed.includes(plain(number)));
  // "INV-10" stands in "INV-100" as well: the longest number that fits is meant
  const [best] = named.sort((a, b) => (b.number?.length ?? 0) - (a.number?.length ?? 0));
  if (best) return { invoice: best, rule: "the message names the invoice's number", confidence: 0.95 };
  const candidates = invoices
    .filter((invoice) => ["paid", "open"].includes(invoice.status))
    .sort((a, b) => refundRank(b) - refundRank(a) || (b.issuedAt ?? "").localeCompare(a.issuedAt ?? ""));
  const [latest] = candidates;
  if (!latest) return null;
  return candidates.filter((invoice) => refundableMinor(invoice) > 0).length === 1
    ? { invoice: latest, rule: "their only invoice with a payment to give back", confidence: 0.75 }
    : { invoice: latest, rule: "their latest invoice; the message names no number", confidence: 0.5 };
}

function refundRank(invoice: RefundInvoice): number {
  return refundableMinor(invoice) > 0 ? 1 : 0;
}

/** Judges a refund request. Pure rules; amounts to the minor unit. */
export function judgeRefund(text: string, invoices: readonly RefundInvoice[]): RefundFinding {
  const chosen = invoiceOf(text, invoices);
  if (!chosen) return { kind: "ask-number", rule: "no invoice of this sender is known" };
  const { invoice, rule, confidence } = chosen;
  const most = refundableMinor(invoice);
  if (most === 0) return { kind: "nothing-to-refund", invoice, rule };
  const amounts = amountsIn(text);
  const asked = amounts.filter(
    (amount) => amount.currency === invoice.currency && amount.amountMinor !== invoice.totalMinor,
  );
  if (amounts.length > 0 && !amounts.some((amount) => amount.currency === invoice.currency)) {
    return { kind: "unclear-amount", invoice, rule: "the message names another currency than the invoice" };
  }
  const different = new Set(asked.map((amount) => amount.amountMinor));
  if (different.size > 1) return { kind: "unclear-amount", invoice, rule: "the message names several amounts" };
  const [wanted] = different;
  if (wanted === undefined) {
    return {
      kind: "credit",
      invoice,
      amountMinor: most,
      rule: `${rule}; all that was paid`,
      capped: false,
      confidence,
    };
  }
  const capped = wanted > most;
  const amountRule = capped ? "asked for more than was paid: all that was paid" : "the amount that the message names";
  const amountMinor = Math.min(wanted, most);
  return {
    kind: "credit",
    invoice,
    amountMinor,
    rule: `${rule}; ${amountRule}`,
    capped,
    confidence: confidence * (capped ? 0.7 : 0.95),
  };
}
