import { type Entity, placeOf } from "./entity.ts";

const month =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const weekday = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const patterns = [
  /\b\d{4}-\d{2}-\d{2}\b/gu,
  /\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/gu,
  new RegExp(String.raw`\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:of\s)?(?:${month})\b(?:\s\d{4})?`, "giu"),
  new RegExp(String.raw`\b(?:${month})\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4})?`, "giu"),
  new RegExp(String.raw`\b(?:(?:next|this|on)\s)?(?:${weekday})\b|\b(?:today|tomorrow|next (?:week|month))\b`, "giu"),
];

/** Days that a text names, as written: which day that is depends on place and time of writing. */
export function readDates(text: string): Entity[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(
      ({ index, 0: whole }): Entity => ({
        ...placeOf({ at: index, text: whole, confidence: 0.5 }),
        kind: "date",
        value: whole.trim(),
      }),
    ),
  );
}
