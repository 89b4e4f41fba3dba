import { canonicalJson } from "#server/kernel/canonical-json.ts";

/** A field in which two inputs differ, as it reads on either side; null where it is not there. */
export type Difference = { field: string; shadow: string | null; operator: string | null };

type Input = Readonly<Record<string, unknown>>;

/** The fields that make an action what it is, with their weights; of an action that is not named all fields weigh alike. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "mail.send": { to: 1, subject: 1, body: 3 },
  "task.create": { title: 3, note: 1, dueAt: 1 },
  "invoice.issue": { contactId: 1, currency: 1, lines: 3, dueInDays: 1 },
  "credit-note.issue": { invoiceId: 1, amountMinor: 3, currency: 1, reason: 1 },
  "contact.update": { name: 1, company: 1, phone: 1, email: 1 },
};

const fortnight = 14 * 86_400_000;
const dateText = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;
const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Dice's coefficient (1945) over the words of two texts, as often as each stands there: 1 for the same words. */
function sameWords(one: string, other: string): number {
  const left = one.toLowerCase().split(" ");
  const right = other.toLowerCase().split(" ");
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const count = counts.get(word) ?? 0;
    if (count > 0) common += 1;
    counts.set(word, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}

const asText = (value: unknown): string => (typeof value === "string" ? plain(value) : canonicalJson(value));

/** 0..1; only what is the same but for white space is 1. */
function alike(one: unknown, other: unknown): number {
  const [left, right] = [asText(one), asText(other)];
  if (left === right) return 1;
  if (typeof one === "number" && typeof other === "number") {
    return Math.max(0, 1 - Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other)));
  }
  if (dateText.test(left) && dateText.test(right)) {
    return Math.max(0, 1 - Math.abs(Date.parse(left) - Date.parse(right)) / fortnight) * 0.99;
  }
  return Math.min(0.99, sameWords(left, right));
}

const shown = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : (typeof value === "string" ? value : canonicalJson(value)).slice(0, 2_000);

/**
 * How alike two inputs of one action are, field by field: words by Dice's coefficient, amounts by their ratio, days by
 * their distance. A field that stands on one side only counts as wholly different.
 * @returns likeness 0..1, 1 exactly where nothing that matters differs
 */
export function compareInputs(
  action: string,
  shadow: Input,
  operator: Input,
): { likeness: number; differences: Difference[] } {
  const named = weights[action] ?? Object.fromEntries(Object.keys({ ...shadow, ...operator }).map((key) => [key, 1]));
  const differences: Difference[] = [];
  let total = 0;
  let sum = 0;
  for (const [field, weight] of Object.entries(named)) {
    const [one, other] = [shadow[field] ?? null, operator[field] ?? null];
    if (one === null && other === null) continue;
    const share = one === null || other === null ? 0 : alike(one, other);
    total += weight;
    sum += weight * share;
    if (share < 1) differences.push({ field, shadow: shown(one), operator: shown(other) });
  }
  return { likeness: differences.length === 0 || total === 0 ? 1 : Math.min(0.999, sum / total), differences };
}
