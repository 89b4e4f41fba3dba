import { currenciesOf, currencyAfter, currencyBefore, digitsOf, writesComma } from "./currencies.ts";
import { type Entity, placeOf, type Surroundings } from "./entity.ts";
import { type FigureStyle, figureStyle, readAmount } from "./read-amount.ts";
import { writtenInGerman } from "./written-in-german.ts";

const figure = String.raw`(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3}){1,4}(?![\d])(?:[.,]\d{1,3})?|\d{1,15}(?:[.,]\d{1,15}){0,5})(?![\d])`;
const scaleWords = String.raw`(?:\s?(k|tsd\.?|thousand|tausend|m|mn|mio\.?|million(?:en|s)?|bn|mrd\.?|billion|milliarden?)(?![\p{L}\d]))?`;
const dash = `(?:[.,](?:-{1,2}|–|—))?`;
const before = new RegExp(
  String.raw`(?<![\p{L}\d.])(-?)(${currencyBefore})[ \u00a0]?(-?)(${figure})${dash}${scaleWords}(?![\p{L}\d])`,
  "giu",
);
const after = new RegExp(
  String.raw`(?<![\p{L}\d.,])(-?)(${figure})${dash}${scaleWords}[ \u00a0]?(${currencyAfter})`,
  "giu",
);
const bare =
  /(?<=\b(?:budget|price|preis|costs?|kosten|fee|honorar|pay|quote|offer|angebot|rate)\b[^.\d\n]{0,30})(\d{1,4}(?:[.,]\d{1,2})?)\s?(k|tsd\.?)(?![\p{L}\d])/giu;

const scales: readonly [RegExp, number][] = [
  [/^(?:bn|mrd|billion|milliard)/iu, 9],
  [/^m/iu, 6],
  [/^(?:k|t)/iu, 3],
];

function scaleOf(word: string | undefined): number {
  return word ? (scales.find(([pattern]) => pattern.test(word))?.[1] ?? 0) : 0;
}

type Written = { at: number; text: string; sign: string; figure: string; currency: string; scale: number };

/** The canonical text of an amount: decimals where it has any, or where they were written. */
function decimalText(given: { minor: bigint; digits: number; decimals: boolean }): string {
  const { minor, digits } = given;
  const unit = 10n ** BigInt(digits);
  const size = minor < 0n ? -minor : minor;
  const rest = size % unit;
  const decimals = digits > 0 && (rest !== 0n || given.decimals) ? `.${String(rest).padStart(digits, "0")}` : "";
  return `${minor < 0n ? "-" : ""}${size / unit}${decimals}`;
}

function moneyAt(
  written: Written,
  around: { text: string; own: string; style: FigureStyle; german: boolean | null },
): Entity | null {
  const possible = currenciesOf(written.currency, around.own);
  const [code = written.currency] = possible;
  const digits = digitsOf(code);
  const { scale } = written;
  const amount = readAmount({
    figure: written.figure,
    digits,
    scale,
    style: around.style,
    commaCurrency: around.german === true && writesComma(code),
  });
  if (amount === null || amount.minor > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const negative = written.sign !== "";
  const minor = negative ? -amount.minor : amount.minor;
  const decimals = /[.,]\d{1,2}$/u.test(written.figure) && scale === 0;
  const inRange = /\d\s?[-–]\s?$/u.test(around.text.slice(Math.max(0, written.at - 4), written.at));
  const isOwn = possible.length === 1 || code === around.own;
  const value = `${decimalText({ minor, digits, decimals })} ${code}`;
  const others = isOwn ? [] : possible.slice(1, 4).filter((other) => digitsOf(other) === digits);
  return {
    ...placeOf({
      at: written.at,
      text: written.text,
      confidence: !amount.sure || inRange ? 0.55 : isOwn ? 0.95 : 0.8,
      alternatives: others.map((other) => value.replace(code, other)),
    }),
    kind: "money",
    value,
    money: { amountMinor: Number(minor), currency: code },
  };
}

/** A minus belongs to an amount where nothing stands right before it: in `40-50 EUR` it joins two. */
const minusIn = (text: string, at: number, sign: string) =>
  sign && !/\d\s?$|\p{L}$/u.test(text.slice(Math.max(0, at - 2), at)) ? sign : "";

/**
 * Amounts of money, to the minor unit of their currency; a figure finer than that, or with malformed groups, is none.
 * `12k` without a currency counts where a word such as budget or price stands before it, in the operator's currency.
 */
export function readMoney(text: string, { currency: own }: Pick<Surroundings, "currency">): Entity[] {
  const around = { text, own, style: figureStyle(text), german: writtenInGerman(text) };
  const written: Written[] = [
    ...[...text.matchAll(before)].map((match) => ({
      at: match.index,
      text: match[0],
      sign: minusIn(text, match.index, match[1] || match[3] || ""),
      figure: match[4] ?? "",
      currency: match[2] ?? "",
      scale: scaleOf(match[5]),
    })),
    ...[...text.matchAll(after)].map((match) => ({
      at: match.index,
      text: match[0],
      sign: minusIn(text, match.index, match[1] ?? ""),
      figure: match[2] ?? "",
      currency: match[4] ?? "",
      scale: scaleOf(match[3]),
    })),
  ];
  const found = written.flatMap((one) => moneyAt(one, around) ?? []);
  const guessed = [...text.matchAll(bare)].flatMap(({ index, 0: whole, 1: digits = "" }) => {
    const one = { at: index, text: whole, sign: "", figure: digits, currency: own, scale: 3 };
    const read = moneyAt(one, around);
    return read ? [{ ...read, confidence: 0.55 }] : [];
  });
  return [...found, ...guessed];
}
