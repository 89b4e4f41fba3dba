import { log } from "#server/kernel/log.ts";
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
  matchSoon(runner, aftermath.events);
}

/** Gives stored events to the waits that name them; where that fails, the poll does it. */
export function matchSoon(runner: Runner, events: ArrivingEvent[]): void {
  for (const arriving of events) {
    runner.match.push(arriving).catch((error: unknown) => {
      runner.matchAgain = true;
      log.warn({ error }, "an event is matched later");
    });
  }
}
