import { type Entity, placeOf } from "./entity.ts";

const prefixed = /(?<![\p{L}\d-])(?:INV|RE|RG|RNR|CN|FA|GS)-?\d{2,4}-\d{1,8}(?![\p{L}\d])/giu;
const named =
  /(?<=(?<!\p{L})(?:invoice|bill|credit note|rechnung|rechnungsnummer|rechnungsnr\.?|gutschrift|re\.?-nr\.?)(?:\s(?:no\.?|number|nr\.?|nummer))?:?\s{0,2}#?)(?:[A-Z]{1,4}[-/]?)?\d{2,10}(?:[-/]\d{1,8}){0,2}(?![\p{L}\d]|[.,]\d|\s?(?:€|\$|£|EUR|USD|GBP|CHF|%))/giu;

/** Invoice numbers: by a usual prefix, or after a word such as invoice or Rechnung. In capitals. */
export function readInvoiceNumbers(text: string): Entity[] {
  const found = [
    ...[...text.matchAll(prefixed)].map((match) => ({ match, confidence: 0.95 })),
    ...[...text.matchAll(named)].map((match) => ({ match, confidence: 0.9 })),
  ];
  return found.map(({ match, confidence }) => ({
    ...placeOf({ at: match.index, text: match[0], confidence }),
    kind: "invoice_number",
    value: match[0].toUpperCase(),
  }));
}
