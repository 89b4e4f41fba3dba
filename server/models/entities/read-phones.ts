import { type Entity, placeOf } from "./entity.ts";

const pattern =
  /(?<![\w.,/+-])(?:\+|00)?\(?\d{1,5}\)?(?:[ \u00a0./-]{0,2}\(?\d{1,6}\)?){1,6}(?:\s?(?:ext\.?|x|durchwahl)\s?\d{1,5})?(?![\w/-]|[.,]\d)/giu;

/** Calling codes by the zone that an operator lives in: where a number without one is dialled from. */
const codeOfZone: readonly [RegExp, string][] = [
  [/^Europe\/(?:Berlin|Busingen)$/u, "49"],
  [/^Europe\/Vienna$/u, "43"],
  [/^Europe\/Zurich$/u, "41"],
  [/^Europe\/London$/u, "44"],
  [/^Europe\/Paris$/u, "33"],
  [/^Europe\/Amsterdam$/u, "31"],
  [/^Europe\/Brussels$/u, "32"],
  [/^Europe\/Dublin$/u, "353"],
  [/^America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Toronto|Vancouver)$/u, "1"],
];

/** A number as E.164 without its plus, as far as it says its country; E.164 has at most fifteen digits. */
function international(digits: string): string | null {
  const number = digits.replace(/^(\d{1,3})\(0\)/u, "$1").replace(/\D/gu, "");
  if (number.startsWith("0") || number.length < 8 || number.length > 15) return null;
  return number.startsWith("1") && number.length !== 11 ? null : `+${number}`;
}

function national(digits: string, code: string | undefined): { value: string; confidence: number } | null {
  const number = digits.replace(/\D/gu, "");
  const american = /^[2-9]\d{2}[2-9]\d{6}$/u.test(number);
  if (american && code === "1") return { value: `+1${number}`, confidence: 0.85 };
  if (american && digits.startsWith("(")) return { value: number, confidence: 0.6 };
  if (!number.startsWith("0") || number.length < 8 || number.length > 13) return null;
  return code && code !== "1"
    ? { value: `+${code}${number.slice(1)}`, confidence: 0.85 }
    : { value: number, confidence: 0.7 };
}

const looksLikeDate = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|^\d{4}-\d{2}-\d{2}/u;

/** Phone numbers: with `+` or `00`, else as dialled where the operator lives (by the zone), else their digits alone. */
export function readPhones(text: string, { timeZone }: { timeZone: string }): Entity[] {
  const code = codeOfZone.find(([zone]) => zone.test(timeZone))?.[1];
  return [...text.matchAll(pattern)].flatMap((match): Entity[] => {
    const [whole] = match;
    const dialled = whole.replace(/\s?(?:ext\.?|x|durchwahl)\s?\d+$/iu, "").replace(/[^\d+()]/gu, "");
    if (looksLikeDate.test(whole)) return [];
    const abroad = /^(?:\+|00)([1-9].*)$/u.exec(dialled)?.[1];
    const value = abroad ? international(abroad) : null;
    const read = abroad ? value && { value, confidence: 0.95 } : national(dialled, code);
    if (!read) return [];
    const place = placeOf({ at: match.index, text: whole, confidence: read.confidence });
    return [{ ...place, kind: "phone", value: read.value }];
  });
}
