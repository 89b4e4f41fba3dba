import { minorDigits } from "#server/kernel/money.ts";

const dollars = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP"];
const krones = ["SEK", "NOK", "DKK"];

/** Which currencies a sign or word may mean, the likeliest first. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  "€": ["EUR"],
  $: dollars,
  us$: ["USD"],
  ca$: ["CAD"],
  c$: ["CAD"],
  a$: ["AUD"],
  au$: ["AUD"],
  nz$: ["NZD"],
  s$: ["SGD"],
  hk$: ["HKD"],
  r$: ["BRL"],
  "£": ["GBP"],
  "¥": ["JPY", "CNY"],
  "₹": ["INR"],
  "₩": ["KRW"],
  "₺": ["TRY"],
  "₫": ["VND"],
  "₪": ["ILS"],
  zł: ["PLN"],
  kč: ["CZK"],
  kr: krones,
  "fr.": ["CHF"],
  sfr: ["CHF"],
  euro: ["EUR"],
  euros: ["EUR"],
  dollar: dollars,
  dollars: dollars,
  pound: ["GBP"],
  pounds: ["GBP"],
  pfund: ["GBP"],
  quid: ["GBP"],
  franc: ["CHF"],
  francs: ["CHF"],
  franken: ["CHF"],
  yen: ["JPY"],
  rupees: ["INR"],
};

const codes =
  "EUR USD GBP CHF JPY CAD AUD NZD SEK NOK DKK PLN CZK HUF INR BRL MXN ZAR SGD HKD CNY KRW VND CLP ISK ILS THB RON BGN UAH AED SAR QAR KWD BHD OMR JOD TND IDR PHP MYR TWD EGP NGN KES COP ARS".split(
    " ",
  );
const pointCurrencies = new Set(
  "USD GBP JPY CAD AUD NZD INR MXN SGD HKD CNY KRW THB ILS PHP MYR TWD NGN KES".split(" "),
);

const alternatives = (list: readonly string[]) =>
  [...list]
    .sort((one, other) => other.length - one.length)
    .map((text) => text.replace(/[$.]/gu, "\\$&"))
    .join("|");
const signs = Object.keys(meanings).filter((text) => !/^[a-z]{3,}$/u.test(text) || text === "sfr");
const words = Object.keys(meanings).filter((text) => /^[a-zäöü]{4,}$/u.test(text));

/** What may stand before a figure, as a pattern's source. */
export const currencyBefore = `${codes.join("|")}|${alternatives(signs)}`;
/** What may stand after a figure, as a pattern's source. */
export const currencyAfter = `(?:${codes.join("|")}|${alternatives(words)}|sfr|zł|kč|kr)(?![\\p{L}\\d])|[€£¥₹₩₺₫₪$](?![\\w])`;

/** The currencies that a sign, word or code may mean, the operator's own first where it is among them. */
export function currenciesOf(written: string, own: string): readonly string[] {
  const known = meanings[written.toLowerCase()] ?? [written.toUpperCase()];
  return known.includes(own) ? [own, ...known.filter((code) => code !== own)] : known;
}

/** Whether a currency's home countries write `1.250,50` rather than `1,250.50`. */
export const writesComma = (code: string) => !pointCurrencies.has(code);

const digits = new Map<string, number>();

/** Decimals of the minor unit, kept: the runtime's answer is slow to make. */
export function digitsOf(code: string): number {
  const known = digits.get(code) ?? minorDigits(code);
  digits.set(code, known);
  return known;
}
