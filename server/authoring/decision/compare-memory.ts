import type { UsedItem } from "#server/memory/index.ts";
import type { MemoryThenNow } from "../schema.ts";

/** A memory that would be given to the agent now. */
type Given = { id: string; chainId: string; version: number; text: string };

const shown = ({ id, version, text }: Given) => ({ id, version, text });

/** Lines up what was recalled then with what is recalled now: a newer version of the same fact is the same memory, changed. */
export function compareMemory(given: {
  before: readonly UsedItem[];
  now: readonly Given[];
  /** whether the agent may still read an item */
  readable: (item: UsedItem) => boolean;
}): MemoryThenNow[] {
  const left = new Map(given.now.map((item) => [item.chainId, item]));
  const lined = given.before.map((item): MemoryThenNow => {
    const { chainId } = item;
    const now = left.get(chainId);
    left.delete(chainId);
    if (now) {
      const state = now.id === item.id ? "same" : "changed";
      return { chainId, state, before: shown(item), now: shown(now), because: null };
    }
    const closed = given.readable(item) ? null : "a boundary closes it";
    const because = item.ended ?? closed ?? "others come first";
    return { chainId, state: "gone", before: shown(item), now: null, because };
  });
  const added = [...left.values()].map(
    (item): MemoryThenNow => ({ chainId: item.chainId, state: "added", before: null, now: shown(item), because: null }),
  );
  return [...lined, ...added];
}
