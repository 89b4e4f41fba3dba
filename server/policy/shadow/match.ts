import { compareInputs, type Difference } from "./likeness.ts";

/** An action with its input, and the records that it is about. */
type Deed = {
  id: string;
  action: string;
  input: Readonly<Record<string, unknown>>;
  /** the event that led to it; null for what was done by hand */
  eventId: string | null;
  contactId: string | null;
};
/** What was proposed in shadow. From `from` to `until` what the operator does counts; milliseconds. */
export type ShadowDeed = Deed & { from: number; until: number };
/** What the operator did, or had done. */
export type OperatorDeed = Deed & { at: number };

/** What was done in the stead of a proposal. */
export type ShadowPair = {
  shadowId: string;
  doneId: string;
  outcome: "same" | "similar";
  likeness: number;
  differences: Difference[];
};

/** Less alike than this, the operator did something else. */
export const alikeFrom = 0.5;

const textIn = (input: Deed["input"], field: string): string | null => {
  const value = input[field];
  return typeof value === "string" && value !== "" ? value.toLowerCase() : null;
};

/** Records that name the target by themselves, and must not differ where both sides name one. */
const exact = ["invoiceId", "taskId", "creditNoteId"] as const;

/** Whether two deeds of one action are about the same thing. */
export function sameTarget(one: Deed, other: Deed): boolean {
  if (one.action !== other.action) return false;
  for (const field of exact) {
    const [left, right] = [textIn(one.input, field), textIn(other.input, field)];
    if (left && right) return left === right;
  }
  const named = (deed: Deed) => deed.contactId ?? textIn(deed.input, "contactId");
  const shared = (left: string | null, right: string | null) => left !== null && left === right;
  return (
    shared(one.eventId, other.eventId) ||
    shared(named(one), named(other)) ||
    shared(textIn(one.input, "to"), textIn(other.input, "to")) ||
    shared(textIn(one.input, "inReplyTo"), textIn(other.input, "inReplyTo"))
  );
}

/**
 * Pairs what was proposed in shadow with what the operator did: same action, same target, in time, and at least
 * `alikeFrom` alike. The most alike pair is taken first, of equals the one that is nearest in time; each stands in one pair.
 */
export function matchUp(shadows: readonly ShadowDeed[], done: readonly OperatorDeed[]): ShadowPair[] {
  const possible = shadows.flatMap((shadow) =>
    done.flatMap((deed) => {
      if (deed.at < shadow.from || deed.at > shadow.until || !sameTarget(shadow, deed)) return [];
      const { likeness, differences } = compareInputs(shadow.action, shadow.input, deed.input);
      if (likeness < alikeFrom) return [];
      const outcome = likeness === 1 ? ("same" as const) : ("similar" as const);
      const pair: ShadowPair = { shadowId: shadow.id, doneId: deed.id, outcome, likeness, differences };
      return [{ pair, distance: deed.at - shadow.from }];
    }),
  );
  possible.sort(
    (a, b) =>
      b.pair.likeness - a.pair.likeness ||
      a.distance - b.distance ||
      `${a.pair.shadowId}${a.pair.doneId}`.localeCompare(`${b.pair.shadowId}${b.pair.doneId}`),
  );
  const taken = new Set<string>();
  const pairs: ShadowPair[] = [];
  for (const { pair } of possible) {
    const [shadow, deed] = [`shadow:${pair.shadowId}`, `done:${pair.doneId}`];
    if (taken.has(shadow) || taken.has(deed)) continue;
    taken.add(shadow).add(deed);
    pairs.push(pair);
  }
  return pairs;
}
