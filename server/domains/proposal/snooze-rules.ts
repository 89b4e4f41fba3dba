import { firstInstantOf, wallTime } from "#server/kernel/time-zone.ts";
import type { SnoozeChoice, SnoozeOffer } from "./schema.ts";

const hour = 3_600_000;
const day = 24 * hour;
const evening = 18 * hour;
const morning = 8 * hour;

/**
 * When a choice brings a proposal back, on the workspace's own clocks: in an hour, the next 18:00, tomorrow at 8:00, or
 * next Monday at 8:00.
 */
export function snoozeTime({ choice, now, zone }: { choice: SnoozeChoice; now: Date; zone: string }): Date {
  if (choice === "hour") return new Date(now.getTime() + hour);
  const wall = wallTime(zone, now.getTime());
  const midnight = Math.floor(wall / day) * day;
  const at = (days: number, time: number) => new Date(firstInstantOf(zone, midnight + days * day + time));
  if (choice === "evening") return wall - midnight < evening ? at(0, evening) : at(1, evening);
  // the wall is read as UTC, so that its day of the week is the workspace's
  return choice === "morning" ? at(1, morning) : at((8 - new Date(midnight).getUTCDay()) % 7 || 7, morning);
}

const choices: readonly SnoozeChoice[] = ["hour", "evening", "morning", "monday"];

/** All choices for a proposal that expires at `expiresAt`. */
export function snoozeOffers(facts: { now: Date; zone: string; expiresAt: Date }): SnoozeOffer[] {
  return choices.map((choice) => {
    const at = snoozeTime({ choice, ...facts });
    return { choice, at, possible: at < facts.expiresAt };
  });
}
