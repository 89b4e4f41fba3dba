import type { Runner } from "./runner-state.ts";
import type { ArrivingEvent } from "./wire-event.ts";

/** What a transaction leaves to do once it is committed. */
export type Aftermath = { events: ArrivingEvent[]; dueAt: Date[] };

/** An empty list of things to do. */
export function noAftermath(): Aftermath {
  return { events: [], dueAt: [] };
}

/** Wakes whoever has work after a commit: claims, timers, waits that name a new event. */
export function afterCommit(runner: Runner, aftermath: Aftermath): void {
  runner.wakeClaims();
  for (const time of aftermath.dueAt) runner.wakeTimersAt(time);
  for (const event of aftermath.events) void runner.match.push(event);
}
