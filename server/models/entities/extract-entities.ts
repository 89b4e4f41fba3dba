/** Something exact that a text names: as written, and in a form that code can compare. */
export type Entity = { kind: EntityKind; text: string; value: string };

/** What is looked for. A date stays text: which day it means depends on place and time of writing. */
type EntityKind = "money" | "invoice_number" | "date" | "email" | "phone" | "url";

const longestText = 50_000;
const mostPerKind = 20;

const currencies: Readonly<Record<string, string>> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  euro: "EUR",
  euros: "EUR",
  dollar: "USD",
  dollars: "USD",
  pound: "GBP",
  pounds: "GBP",
  quid: "GBP",
  francs: "CHF",
};
const codes = "EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|BRL|MXN|ZAR|SGD|HKD";
const amount = String.raw`\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?`;
const moneyBefore = new RegExp(String.raw`(?<![\w.])(${codes}|[€$£¥₹])\s?(${amount})(?![\d\w])`, "giu");
const moneyAfter = new RegExp(
  String.raw`(?<![\w.,])(${amount})\s?(${codes}|[€£]|euros?|dollars?|pounds?|quid|francs)(?![\p{L}])`,
  "giu",
);
const month =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const weekday = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const patterns: readonly { kind: EntityKind; pattern: RegExp; value?: (text: string) => string }[] = [
  {
    kind: "email",
    pattern: /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/giu,
    value: (text) => text.toLowerCase(),
  },
  { kind: "url", pattern: /\bhttps?:\/\/[^\s<>"')\]]{1,500}(?<![.,;:!?])/giu },
  { kind: "invoice_number", pattern: /\b(?:INV|RE|CN|FA)-?\d{2,4}-\d{1,8}\b/giu, value: (text) => text.toUpperCase() },
  {
    kind: "invoice_number",
    pattern: /(?<=\b(?:invoice|bill)(?:\s(?:no\.?|number|nr\.?))?\s#?)(?:[A-Z]{1,4}-?)?\d{2,10}(?:-\d{1,8})?\b/giu,
    value: (text) => text.toUpperCase(),
  },
  { kind: "date", pattern: /\b\d{4}-\d{2}-\d{2}\b/gu },
  { kind: "date", pattern: /\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/gu },
  {
    kind: "date",
    pattern: new RegExp(String.raw`\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:of\s)?(?:${month})\b(?:\s\d{4})?`, "giu"),
  },
  { kind: "date", pattern: new RegExp(String.raw`\b(?:${month})\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4})?`, "giu") },
  {
    kind: "date",
    pattern: new RegExp(
      String.raw`\b(?:(?:next|this|on)\s)?(?:${weekday})\b|\b(?:today|tomorrow|next (?:week|month))\b`,
      "giu",
    ),
  },
  {
    kind: "phone",
    pattern: /(?<![\w.,/-])\+?\d{1,3}[ ./-]?(?:\(\d{1,5}\)[ ./-]?)?\d{2,5}(?:[ ./-]?\d{2,5}){1,4}(?![\w/-])/gu,
    value: (text) => text.replace(/[^\d+]/g, ""),
  },
];

/** `1.250,50`, `1,250.50`, `1 250` and `1250.5` as a plain decimal: the last mark with one or two digits is the decimal one. */
export function plainAmount(text: string): string {
  const match = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text.trim());
  const whole = (match?.[1] ?? "").replace(/\D/g, "") || "0";
  return match?.[2] ? `${whole}.${match[2].padEnd(2, "0")}` : whole;
}

function currencyCode(text: string): string {
  return currencies[text] ?? currencies[text.toLowerCase()] ?? text.toUpperCase();
}

function moneyIn(text: string): Entity[] {
  const found = [
    ...[...text.matchAll(moneyBefore)].map((match) => ({ match, currency: match[1], figure: match[2] })),
    ...[...text.matchAll(moneyAfter)].map((match) => ({ match, currency: match[2], figure: match[1] })),
  ];
  return found.map(({ match, currency = "", figure = "" }) => ({
    kind: "money",
    text: match[0].trim(),
    value: `${plainAmount(figure)} ${currencyCode(currency)}`,
  }));
}

/** A phone number has seven to fifteen digits (E.164) and is neither a date nor part of an amount. */
function isPhone({ kind, text, value }: Entity): boolean {
  if (kind !== "phone") return true;
  const digits = value.replace("+", "").length;
  const plausible =
    digits >= 7 && digits <= 15 && (text.startsWith("+") || text.startsWith("0") || text.startsWith("("));
  return plausible && !/^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(text);
}

/** Money, invoice numbers, dates (as text), mail addresses, phone numbers and URLs that a text names, each once. */
export function extractEntities(text: string): Entity[] {
  const cut = text.slice(0, longestText);
  const found = [
    ...moneyIn(cut),
    ...patterns.flatMap(({ kind, pattern, value }) =>
      (cut.match(pattern) ?? []).map(
        (match): Entity => ({ kind, text: match.trim(), value: (value ?? String)(match.trim()) }),
      ),
    ),
  ].filter(isPhone);
  const unique = new Map(found.map((entity) => [`${entity.kind} ${entity.value}`, entity]));
  const counts = new Map<EntityKind, number>();
  return [...unique.values()].filter(({ kind }) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return (counts.get(kind) ?? 0) <= mostPerKind;
  });
}
