import { invalidField } from "#server/kernel/errors.ts";
import { firstInstantOf, instantsOf, isTimeZone, offsetAt, wallTime } from "#server/kernel/time-zone.ts";
import { cronRule } from "./cron-rule.ts";
import { recurrenceParts } from "./rrule-parts.ts";
import { rruleRule } from "./rrule-rule.ts";
import type { WallRule } from "./wall-rule.ts";

/** When something recurs, as it is written down. */
export type RecurrenceText = { kind: "cron" | "rrule"; expression: string; timeZone: string };

/** When something recurs: the first slot after a time; null when there is none any more. */
export type Recurrence = { next: (after: Date) => Date | null };

const aDayAndMore = 25 * 3_600_000;

/** The slot of a rule that names its hours: every wall time once. */
function nextNamed(rule: WallRule, zone: string, after: number): number | null {
  for (const wall of rule.after(wallTime(zone, after))) {
    const instant = firstInstantOf(zone, wall);
    // in an hour that comes twice, its wall times have fired the first time
    if (instant > after) return instant;
  }
  return null;
}

/** The slot of a rule for every hour: it goes by elapsed time, so an hour that comes twice counts twice. */
function nextElapsed(rule: WallRule, zone: string, after: number): number | null {
  const now = wallTime(zone, after);
  const setBack = Math.max(0, offsetAt(zone, after) - offsetAt(zone, after + aDayAndMore));
  let best: number | null = null;
  for (const wall of rule.after(now - setBack)) {
    const instant = instantsOf(zone, wall).find((each) => each > after);
    if (instant !== undefined && (best === null || instant < best)) best = instant;
    // what comes later on the wall may come earlier in time only while the clocks are being set back
    if (wall > now && best !== null) break;
  }
  return best;
}

/**
 * Reads when something recurs. Slots lie on whole minutes, at most one in a minute.
 *
 * Where clocks change, a rule that names its hours fires once per wall time: a time that comes twice at its first coming, a
 * time that is leapt over at the first instant after the leap. A cron expression for every hour (`*` in the hour field)
 * goes by elapsed time instead: it keeps its pace through the hour that comes twice, and nothing is made up for an hour
 * that there is not.
 * @throws AppError invalid for the field `expression` or `timeZone`
 */
export function recurrence({ kind, expression, timeZone }: RecurrenceText): Recurrence {
  if (!isTimeZone(timeZone)) throw invalidField("timeZone", "must be a time zone such as Europe/Lisbon");
  const rule = kind === "cron" ? cronRule(expression) : rruleRule(recurrenceParts(expression, timeZone));
  const nextOf = rule.everyHour ? nextElapsed : nextNamed;
  return {
    next: (after) => {
      const instant = nextOf(rule, timeZone, after.getTime());
      if (instant === null || (rule.until !== undefined && instant > rule.until)) return null;
      return new Date(instant);
    },
  };
}

/** The next slots after a time, at most `count`. */
export function nextSlots(recurring: Recurrence, after: Date, count: number): Date[] {
  const slots: Date[] = [];
  let slot = recurring.next(after);
  while (slot && slots.length < count) {
    slots.push(slot);
    slot = recurring.next(slot);
  }
  return slots;
}

/**
 * The first slot of something new.
 * @throws AppError invalid for the field `expression` when it would never fire
 */
export function firstSlot(recurring: Recurrence, after: Date): Date {
  const slot = recurring.next(after);
  if (!slot) throw invalidField("expression", "never fires: no date fits it, or its end has passed");
  return slot;
}
