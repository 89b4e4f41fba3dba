import type { Heard } from "#server/domains/proposal/schema.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { dayOf } from "./follow-date.ts";
import { type Followed, followInLetter } from "./follow-letter.ts";
import { readWishes, type Wish } from "./read-wishes.ts";

type Input = Record<string, unknown>;
/** Something that the operator said, and where it is remembered. */
type Said = { text: string; at: string | null; memoryId: string | null };

function inFields(input: Input, wish: Wish, now: Date): Followed<Input> {
  const never = { value: null, note: "a template cannot do that" };
  if (wish.kind === "due") {
    if (!("dueAt" in input)) return { value: null, note: "it has no date that could be changed" };
    const dueAt = dayOf(wish.when, now);
    if (!dueAt) return { value: null, note: `“${wish.when}” names no day for certain` };
    return dueAt === input.dueAt
      ? { value: input, note: "it is due then already" }
      : { value: { ...input, dueAt }, note: `due on ${dueAt}` };
  }
  if (wish.kind === "amount") {
    const { amountMinor, currency } = input;
    if (typeof amountMinor !== "number" || typeof currency !== "string")
      return { value: null, note: "it has no amount of its own" };
    if (wish.currency && wish.currency !== currency) return { value: null, note: `its amount is in ${currency}` };
    if (wish.minor < 1) return { value: null, note: "that is no amount" };
    if (wish.minor === amountMinor) return { value: input, note: "that is its amount already" };
    return {
      value: { ...input, amountMinor: wish.minor },
      note: `for ${formatMoney({ amountMinor: wish.minor, currency })}`,
    };
  }
  if (wish.kind === "unknown" || typeof input.body !== "string") return never;
  const followed = followInLetter(input.body, wish);
  return followed.value === null ? followed : { value: { ...input, body: followed.value }, note: followed.note };
}

/**
 * Follows what the operator said in a proposal's input, as far as code can, and tells part by part what became of it. Pure.
 * What cannot be followed is said, never pretended.
 */
export function redo(input: Input, said: readonly Said[], now: Date): { input: Input; heard: Heard[] } {
  let current = input;
  const heard = said.flatMap(({ text, at, memoryId }) =>
    readWishes(text).map((wish): Heard => {
      const followed = inFields(current, wish, now);
      if (followed.value) current = followed.value;
      return { said: wish.said, at, followed: followed.value !== null, note: followed.note, memoryId };
    }),
  );
  return { input: current, heard };
}
