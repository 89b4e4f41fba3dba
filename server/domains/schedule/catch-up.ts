import type { Recurrence } from "./recurrence/recurrence.ts";
import type { CatchUp } from "./schema.ts";

/** A slot this old is late, not missed: whoever skips what was missed still takes it. Milliseconds. */
const onTime = 5 * 60_000;
/** So many missed slots start runs; older ones are left out. */
export const mostCaughtUp = 100;
const mostCounted = 1_000;
const hour = 3_600_000;

/** Slots that are due, none of them later than now. */
type DueSlots = {
  /** the newest, oldest first, at most `mostCaughtUp` */
  newest: Date[];
  /** those before them, which nobody catches up with; `count` is null when there were too many to count */
  older: Stretch | null;
  /** the first slot after now */
  next: Date | null;
};

/** Slots in a row that start nothing. */
export type Stretch = { at: Date; lastAt: Date; count: number | null };

/** The slots from `first` to `now`. Bounded: after a long time without it, it looks back from now instead of counting. */
export function dueSlots(recurring: Recurrence, first: Date, now: Date): DueSlots {
  let kept: Date[] = [];
  let count = 0;
  let slot: Date | null = first;
  while (slot && slot <= now && count < mostCounted) {
    kept.push(slot);
    // one more than needed: the last of the older ones ends their stretch
    if (kept.length > mostCaughtUp + 1) kept.shift();
    count += 1;
    slot = recurring.next(slot);
  }
  const counted = !slot || slot > now;
  for (let back = hour; !counted; back *= 4) {
    const since = now.getTime() - back;
    kept = [];
    slot = recurring.next(new Date(since));
    while (slot && slot <= now) {
      kept.push(slot);
      slot = recurring.next(slot);
    }
    // more than a thousand are there, so this ends
    if (kept.length > mostCaughtUp) break;
  }
  const newest = kept.slice(-mostCaughtUp);
  const last = kept.at(-mostCaughtUp - 1);
  const older = last ? { at: first, lastAt: last, count: counted ? count - newest.length : null } : null;
  return { newest, older, next: slot };
}

/** What becomes of due slots: those that start a run, oldest first, and the stretch before them that starts nothing. */
export type CatchUpPlan = {
  start: Date[];
  skipped: Stretch | null;
  /** why, in the operator's words */
  because: string | null;
  /** more was missed than is caught up with, although all was asked for */
  overflow: boolean;
};

/** Due slots, and those before them, as one stretch; null when there is none. */
export function stretchOf(slots: readonly Date[], older: Stretch | null): Stretch | null {
  const [first, last] = [older?.at ?? slots[0], slots.at(-1) ?? older?.lastAt];
  if (!first || !last) return null;
  const count = older ? (older.count === null ? null : older.count + slots.length) : slots.length;
  return { at: first, lastAt: last, count };
}

/** Decides what becomes of due slots. Pure: the policy of the schedule, and the time, are arguments. */
export function planCatchUp({ newest, older }: DueSlots, policy: CatchUp, now: Date): CatchUpPlan {
  const last = newest.at(-1);
  if (!last) return { start: [], skipped: null, because: null, overflow: false };
  if (policy === "all") {
    const because = older ? `More were missed than the ${mostCaughtUp} that are caught up with` : null;
    return { start: newest, skipped: older, because, overflow: older !== null };
  }
  if (policy === "skip" && now.getTime() - last.getTime() > onTime) {
    const because = "Missed; this schedule skips what it missed";
    return { start: [], skipped: stretchOf(newest, older), because, overflow: false };
  }
  const skipped = stretchOf(newest.slice(0, -1), older);
  const reason =
    policy === "skip" ? "Missed; this schedule skips what it missed" : "Missed; one run caught up with all";
  return { start: [last], skipped, because: skipped ? reason : null, overflow: false };
}
