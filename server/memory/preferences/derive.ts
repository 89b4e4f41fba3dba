import type { Change, PreferenceScope } from "./schema.ts";

/** An edit that was kept, with where it was made. Times are milliseconds. */
export type Observation = {
  proposalId: string;
  contactId: string | null;
  domain: string | null;
  workflow: string;
  slot: string;
  change: Change;
  changeHash: string;
  at: number;
};

/** What the operator said of a preference. */
export type Choice = {
  slot: string;
  changeHash: string;
  scope: PreferenceScope | null;
  removals: { scope: PreferenceScope; scopeId: string; at: number }[];
};

/** What the edits come to. */
export type Preference = {
  slot: string;
  change: Change;
  changeHash: string;
  scope: PreferenceScope;
  scopeId: string;
  strength: number;
  /** proposals whose edits taught it, by time */
  taughtBy: string[];
  against: number;
  chosen: boolean;
};

/** More are not held for one agent and action: the strongest stay. */
export const mostPreferences = 100;

type Place = { scope: PreferenceScope; scopeId: string };

/** Whether an edit was made where a preference holds. */
function isWithin(edit: Pick<Observation, "contactId" | "domain" | "workflow">, { scope, scopeId }: Place): boolean {
  if (scope === "contact") return edit.contactId === scopeId;
  if (scope === "domain") return edit.domain === scopeId;
  return scope === "everyone" || edit.workflow === scopeId;
}

/**
 * How sure a preference is, 0..1: edits that said so, less those of the same scope that said otherwise, over all and one.
 * One edit is 0.5, two alike 0.67; one taken back is 0.
 */
export function strengthOf(edits: number, against: number): number {
  return Math.max(0, (edits - against) / (edits + against + 1));
}

const distinct = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.flatMap((value) => (value === null ? [] : [value]))),
];

function placesAt(scope: PreferenceScope, edits: readonly Observation[]): Place[] {
  if (scope === "everyone") return [{ scope, scopeId: "" }];
  const idOf = { contact: "contactId", domain: "domain", workflow: "workflow" } as const;
  return distinct(edits.map((edit) => edit[idOf[scope]]))
    .sort()
    .map((scopeId) => ({ scope, scopeId }));
}

/** What names one person is for that person alone. */
const isPersonal = (change: Change) => change.kind === "greeting" && change.personal;

/** The scope that the evidence bears: one contact, one company, one workflow, and otherwise everyone. */
function scopeOf(edits: readonly Observation[]): PreferenceScope {
  const contacts = distinct(edits.map((edit) => edit.contactId));
  const named = edits.every((edit) => edit.contactId !== null);
  if ((named && contacts.length === 1) || edits.some((edit) => isPersonal(edit.change))) return "contact";
  const domains = distinct(edits.map((edit) => edit.domain));
  if (domains.length === 1 && edits.every((edit) => edit.domain !== null)) return "domain";
  return distinct(edits.map((edit) => edit.workflow)).length === 1 ? "workflow" : "everyone";
}

/** The scopes that an operator can give a preference with this evidence. */
export function scopesFor(edits: readonly Observation[]): PreferenceScope[] {
  const scopes: PreferenceScope[] = ["contact", "domain", "workflow", "everyone"];
  const possible = edits.some((edit) => isPersonal(edit.change)) ? scopes.slice(0, 1) : scopes;
  return possible.filter((scope) => placesAt(scope, edits).length > 0);
}

const nameOf = ({ slot, changeHash }: Pick<Observation, "slot" | "changeHash">) => `${slot}\n${changeHash}`;

/** Without what the operator said teaches nothing more: edits until a removal, where it was removed. */
export function stillTeaching(edits: readonly Observation[], choices: readonly Choice[]): Observation[] {
  const removals = new Map(choices.map((choice) => [nameOf(choice), choice.removals]));
  return edits.filter((edit) => {
    const gone = removals.get(nameOf(edit)) ?? [];
    return !gone.some((removal) => edit.at <= removal.at && isWithin(edit, removal));
  });
}

/**
 * What an agent's edits of one action come to: pure, and the same whatever order they come in. Of each slot the changes
 * speak against one another; where a wide scope is contested so that nothing is left, each contact keeps their own.
 */
export function derivePreferences(given: readonly Observation[], choices: readonly Choice[]): Preference[] {
  const edits = stillTeaching(given, choices).sort(
    (one, other) => one.at - other.at || one.proposalId.localeCompare(other.proposalId),
  );
  const groups = Map.groupBy(edits, nameOf);
  const bySlot = Map.groupBy(edits, (edit) => edit.slot);
  const found = [...groups].flatMap(([name, alike]): Preference[] => {
    const [first] = alike;
    if (!first) return [];
    const rivals = (bySlot.get(first.slot) ?? []).filter((edit) => edit.changeHash !== first.changeHash);
    const chosen = choices.find((choice) => nameOf(choice) === name)?.scope ?? null;
    const heldAt = (place: Place): Preference[] => {
      const taught = alike.filter((edit) => isWithin(edit, place));
      const against = rivals.filter((edit) => isWithin(edit, place)).length;
      const strength = strengthOf(taught.length, against);
      if (strength === 0) return [];
      const { slot, change, changeHash } = first;
      const taughtBy = taught.map((edit) => edit.proposalId);
      return [{ slot, change, changeHash, ...place, strength, taughtBy, against, chosen: chosen !== null }];
    };
    const wanted = chosen !== null && scopesFor(alike).includes(chosen) ? chosen : scopeOf(alike);
    const held = placesAt(wanted, alike).flatMap(heldAt);
    if (held.length > 0 || chosen !== null || wanted === "contact") return held;
    return placesAt("contact", alike).flatMap(heldAt);
  });
  return found
    .sort(
      (one, other) =>
        other.strength - one.strength ||
        nameOf(one).localeCompare(nameOf(other)) ||
        one.scopeId.localeCompare(other.scopeId),
    )
    .slice(0, mostPreferences);
}
