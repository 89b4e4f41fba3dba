import type { Money } from "#server/kernel/money.ts";

/** Where a text names something (UTF-16 offsets, end exclusive), how sure the reading is, and how else it may be read. */
export type Place = {
  /** as written */
  text: string;
  start: number;
  end: number;
  /** 0..1; below 0.75 nothing is to rest on it without asking */
  confidence: number;
  /** other readings, each in the form of `value` */
  alternatives: string[];
};

/** What a span of text says. `value` is one canonical text per meaning, by which code compares. */
type Meaning =
  /** `1250.50 EUR`: a plain decimal and an ISO 4217 code */
  | { kind: "money"; value: string; money: Money }
  /** a day, as written */
  | { kind: "date"; value: string }
  /** a phone as E.164 where its country is known, else its digits; a mail address in lower case; the others as written */
  | { kind: "phone" | "email" | "url" | "invoice_number" | "company" | "person"; value: string };

/** Something exact that a text names. */
export type Entity = Place & Meaning;

/** What the reading of a text may rest on besides the text. */
export type Surroundings = {
  /** IANA zone of the operator: days and national phone numbers are read as there */
  timeZone: string;
  /** ISO 4217 currency of the operator: decides what `$` is where several are possible */
  currency: string;
};

/** The place of a match of a pattern, its ends trimmed of blanks. */
export function placeOf(given: { at: number; text: string; confidence: number; alternatives?: string[] }): Place {
  const text = given.text.trim();
  const start = given.at + given.text.indexOf(text);
  const { confidence, alternatives = [] } = given;
  return { text, start, end: start + text.length, confidence, alternatives };
}
