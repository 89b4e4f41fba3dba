import { type Change, type HeldPreference, heldPreference } from "./schema.ts";

/** A preference as an agent's draft is changed by it. */
export type RecalledPreference = {
  id: string;
  version: number;
  text: string;
  taint: string;
  action: string;
  slot: string;
  change: Change;
  at: Date;
};

type Row = { id: string; version: number; kind: string; text: string; taint: string; validFrom: Date };

/** An item as the preference that it holds. */
export function recalledFrom({ id, version, text, taint, validFrom }: Row, held: HeldPreference): RecalledPreference {
  const { action, slot, change } = held;
  return { id, version, text, taint, action, slot, change, at: validFrom };
}

/** An item as the preference that it is; null for what is none. */
export function preferenceOf(item: Row & { attributes: unknown }): RecalledPreference | null {
  const held = item.kind === "lesson" ? heldPreference.safeParse(item.attributes).data : undefined;
  return held ? recalledFrom(item, held) : null;
}
