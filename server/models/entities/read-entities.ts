import type { Entity, Surroundings } from "./entity.ts";
import { readAddresses } from "./read-addresses.ts";
import { readDates } from "./read-dates.ts";
import { readMoney } from "./read-money.ts";
import { readNames } from "./read-names.ts";
import { readInvoiceNumbers } from "./read-numbers.ts";
import { readPhones } from "./read-phones.ts";

const longestText = 50_000;
const mostPerKind = 20;

/** Keeps of each what no earlier one overlaps. */
function apart(found: readonly Entity[]): Entity[] {
  const kept: Entity[] = [];
  const taken = new Set<number>();
  for (const entity of found) {
    const places = Array.from({ length: entity.end - entity.start }, (_, at) => entity.start + at);
    if (places.some((place) => taken.has(place))) continue;
    for (const place of places) taken.add(place);
    kept.push(entity);
  }
  return kept;
}

/**
 * What a text names exactly: money, dates, invoice numbers, phone numbers, addresses, companies and people, each meaning
 * once, in the order of the text. Where two readings overlap the more exact kind counts.
 */
export function readEntities(given: { text: string } & Surroundings): Entity[] {
  const text = given.text.slice(0, longestText);
  const found = apart([
    ...readAddresses(text),
    ...readInvoiceNumbers(text),
    ...readMoney(text, given),
    ...readDates(text),
    ...readPhones(text, given),
    ...readNames(text),
  ]).sort((one, other) => one.start - other.start);
  const unique = new Map<string, Entity>();
  for (const entity of found) {
    const key = `${entity.kind} ${entity.value}`;
    if (!unique.has(key)) unique.set(key, entity);
  }
  const counts = new Map<string, number>();
  return [...unique.values()].filter(({ kind }) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return (counts.get(kind) ?? 0) <= mostPerKind;
  });
}
