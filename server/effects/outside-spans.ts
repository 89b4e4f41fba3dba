import type { Evidence, OutsideSpan } from "#server/domains/proposal/schema.ts";

/** A text from outside, with the record that it can be read in. */
export type OutsideText = { text: string; source: Evidence };

type SpanKind = OutsideSpan["kind"];

/** Fewer characters than this in a row are anybody's words. */
const leastCharacters = 24;
const longestText = 20_000;
const longestField = 20_000;
const mostSpans = 60;
/** How far a place in a text may be compared further: bounds the work on texts that repeat themselves. */
const mostPlaces = 8;

const exact: readonly { kind: SpanKind; pattern: RegExp }[] = [
  { kind: "link", pattern: /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+/giu },
  { kind: "address", pattern: /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/gu },
  { kind: "account", pattern: /\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?\b/gu },
  {
    kind: "amount",
    pattern: /\p{Sc}\s?\d[\d.,\s]{0,15}\d|\p{Sc}\s?\d|\b\d[\d.,]{0,15}\s?(?:\p{Sc}|EUR|USD|GBP|CHF)/gu,
  },
];

/** Small letters, and every kind of space one space: one unit stays one unit, so places stay the same. */
function plain(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    const small = unit.toLowerCase();
    result += /\s/u.test(unit) ? " " : small.length === 1 ? small : unit;
  }
  return result;
}

const compact = (text: string) => text.toLowerCase().replace(/\s/gu, "");

type Found = Omit<OutsideSpan, "field" | "text">;

/** So much of a span is kept as text. */
const longestPiece = 200;

/** Links, addresses, account numbers and amounts of a field that stand in a text from outside, however short. */
function exactSpans(field: string, texts: readonly (OutsideText & { compacted: string })[]): Found[] {
  return exact.flatMap(({ kind, pattern }) =>
    [...field.matchAll(pattern)].flatMap((match) => {
      const piece = match[0].replace(/[.,\s]+$/u, "");
      const from = texts.find(({ compacted }) => compacted.includes(compact(piece)));
      return from && piece ? [{ from: match.index, length: piece.length, kind, source: from.source }] : [];
    }),
  );
}

/** Where each run of so many units begins in a text. */
function placesIn(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + leastCharacters <= text.length; at += 1) {
    const key = text.slice(at, at + leastCharacters);
    const known = places.get(key);
    if (!known) places.set(key, [at]);
    else if (known.length < mostPlaces) known.push(at);
  }
  return places;
}

/** The longest parts of a field that stand word for word in a text from outside, from left to right. */
function wordSpans(field: string, text: OutsideText): Found[] {
  const [own, other] = [plain(field), plain(text.text)];
  const places = placesIn(other);
  const found: Found[] = [];
  let at = 0;
  while (at + leastCharacters <= own.length) {
    let longest = 0;
    for (const place of places.get(own.slice(at, at + leastCharacters)) ?? []) {
      let length = leastCharacters;
      while (at + length < own.length && own.charAt(at + length) === other.charAt(place + length)) length += 1;
      longest = Math.max(longest, length);
    }
    if (longest > 0) found.push({ from: at, length: longest, kind: "words", source: text.source });
    at += Math.max(longest, 1);
  }
  return found;
}

/** A short text from outside, such as a name or a subject, that stands whole in a field. */
function wholeSpans(field: string, { text, source }: OutsideText): Found[] {
  const piece = plain(text.trim());
  if (piece.length < 4 || piece.length >= leastCharacters) return [];
  const from = plain(field).indexOf(piece);
  return from < 0 ? [] : [{ from, length: piece.length, kind: "words", source }];
}

/** The longer first, what is exact before words; what lies within another is left out. */
function apart(found: readonly Found[]): Found[] {
  const sorted = [...found].sort(
    (one, other) => Number(one.kind === "words") - Number(other.kind === "words") || other.length - one.length,
  );
  const kept: Found[] = [];
  for (const span of sorted) {
    let pieces: Found[] = [span];
    for (const other of kept) pieces = pieces.flatMap((piece) => without(piece, other));
    kept.push(...pieces.filter((piece) => piece.kind !== "words" || piece.length >= 4));
  }
  return kept.sort((one, other) => one.from - other.from);
}

/** A span without the spaces at its ends. */
function trimmed(text: string, span: Found): Found {
  const piece = text.slice(span.from, span.from + span.length);
  return { ...span, from: span.from + piece.length - piece.trimStart().length, length: piece.trim().length };
}

/** What is left of a span beside another one. */
function without(span: Found, other: Found): Found[] {
  const [end, otherEnd] = [span.from + span.length, other.from + other.length];
  if (otherEnd <= span.from || end <= other.from) return [span];
  return [
    ...(span.from < other.from ? [{ ...span, length: other.from - span.from }] : []),
    ...(end > otherEnd ? [{ ...span, from: otherEnd, length: end - otherEnd }] : []),
  ];
}

function textFields(value: unknown, at: string): { field: string; text: string }[] {
  if (typeof value === "string") return [{ field: at, text: value.slice(0, longestField) }];
  if (typeof value !== "object" || value === null) return [];
  const separator = at ? "." : "";
  return Object.entries(value).flatMap(([key, part]) => textFields(part, `${at}${separator}${key}`));
}

const isReference = (field: string) => /(?:^|\.)(?:\w*Id|references\.\d+|inReplyTo|currency)$/.test(field);

/**
 * What of an input's texts came from outside: common parts of 24 characters or more, whole short texts such as names, and
 * links, mail addresses, account numbers and amounts however short. Found by comparing, so no model is asked. The work is
 * linear in the texts' lengths, which are bounded.
 */
export function outsideSpans(input: unknown, texts: readonly OutsideText[]): OutsideSpan[] {
  const sources = texts.map(({ text, source }) => {
    const cut = text.slice(0, longestText);
    return { text: cut, source, compacted: compact(cut) };
  });
  const spans = textFields(input, "").flatMap(({ field, text }) => {
    if (isReference(field)) return [];
    const found = sources.flatMap((source) => [...wordSpans(text, source), ...wholeSpans(text, source)]);
    const spans = apart([...exactSpans(text, sources), ...found]).map((span) => trimmed(text, span));
    return spans
      .filter(({ length }) => length > 0)
      .map((span) => ({
        field,
        ...span,
        text: text.slice(span.from, span.from + Math.min(span.length, longestPiece)),
      }));
  });
  return spans.slice(0, mostSpans);
}
