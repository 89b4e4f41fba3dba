import type { RecurrenceParts } from "./rrule-parts.ts";
import type { WallRule } from "./wall-rule.ts";

const minute = 60_000;
const day = 1_440 * minute;
const lifetime = 100 * 366 * day;

/** Days are counted from 1 January 1970. */
const dayOf = (year: number, month: number, date: number) => Date.UTC(year, month, date) / day;
const weekdayOf = (number: number) => (((number + 4) % 7) + 7) % 7;

/** A stretch of days that a rule is applied to: one day, week, month or year. `end` is the first day after it. */
type Period = { first: number; end: number };

const monthAt = (index: number): Period => {
  const [year, month] = [Math.floor(index / 12), index % 12];
  return { first: dayOf(year, month, 1), end: dayOf(year, month + 1, 1) };
};
const yearAt = (year: number): Period => ({ first: dayOf(year, 0, 1), end: dayOf(year + 1, 0, 1) });
const monthIndex = (wall: number) => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth();

/** The periods that a rule goes through: the index of the one that a wall time lies in, and the one at an index. */
function periodsOf({ frequency, weekStart }: RecurrenceParts): {
  indexOf: (wall: number) => number;
  at: (index: number) => Period;
} {
  if (frequency === "MONTHLY") return { indexOf: monthIndex, at: monthAt };
  if (frequency === "YEARLY") return { indexOf: (wall) => new Date(wall).getUTCFullYear(), at: yearAt };
  const length = frequency === "WEEKLY" ? 7 : 1;
  // 1 January 1970 was a Thursday
  const shift = frequency === "WEEKLY" ? weekStart - 4 : 0;
  return {
    indexOf: (wall) => Math.floor((Math.floor(wall / day) - shift) / length),
    at: (index) => ({ first: index * length + shift, end: (index + 1) * length + shift }),
  };
}

/** Which days of a period count. Parts that are left out come from the rule's beginning, as the RFC has it. */
function dayFilter(parts: RecurrenceParts): (number: number, period: Period) => boolean {
  const { frequency, byDay, byMonth, start } = parts;
  const begin = new Date(start);
  const open = byDay.length === 0 && parts.byMonthDay.length === 0;
  const takesDate = open && (frequency === "MONTHLY" || frequency === "YEARLY");
  const takesMonth = open && frequency === "YEARLY" && byMonth.length === 0;
  const months = takesMonth ? [begin.getUTCMonth() + 1] : byMonth;
  const dates = takesDate ? [begin.getUTCDate()] : parts.byMonthDay;
  const days = open && frequency === "WEEKLY" ? [{ weekday: begin.getUTCDay(), ordinal: null }] : byDay;
  // "the second Monday" of a month, also of the months that a yearly rule names
  const countsInMonth = frequency === "MONTHLY" || byMonth.length > 0;
  return (number, period) => {
    if (days.length && !days.some(({ weekday }) => weekday === weekdayOf(number))) return false;
    const date = new Date(number * day);
    if (months.length && !months.includes(date.getUTCMonth() + 1)) return false;
    const month = monthAt(monthIndex(number * day));
    if (dates.length && !dates.includes(number - month.first + 1) && !dates.includes(number - month.end)) return false;
    if (!days.length) return true;
    const { first, end } = countsInMonth ? month : period;
    const [fromStart, fromEnd] = [Math.floor((number - first) / 7) + 1, Math.floor((number - end) / 7)];
    return days.some(
      ({ weekday, ordinal }) =>
        weekday === weekdayOf(number) && (ordinal === null || ordinal === fromStart || ordinal === fromEnd),
    );
  };
}

/** The wall times of one period, in order, as BYSETPOS chooses among them. */
function timesIn(period: Period, parts: RecurrenceParts, counts: ReturnType<typeof dayFilter>): number[] {
  const begin = new Date(parts.start);
  const hours = parts.byHour.length ? parts.byHour : [begin.getUTCHours()];
  const minutes = parts.byMinute.length ? parts.byMinute : [begin.getUTCMinutes()];
  const times: number[] = [];
  for (let number = period.first; number < period.end; number += 1) {
    if (!counts(number, period)) continue;
    for (const hour of hours) for (const each of minutes) times.push(number * day + (hour * 60 + each) * minute);
  }
  if (parts.bySetPosition.length === 0) return times;
  return times.filter(
    (_, index) => parts.bySetPosition.includes(index + 1) || parts.bySetPosition.includes(index - times.length),
  );
}

/**
 * A recurrence rule of RFC 5545 over wall times. DTSTART begins it, and is itself a time of it only where it fits the rule.
 */
export function rruleRule(parts: RecurrenceParts): WallRule {
  const { start, interval, count, until } = parts;
  const periods = periodsOf(parts);
  const counts = dayFilter(parts);
  const first = periods.indexOf(start);
  const last = until && "wall" in until ? until.wall : Number.POSITIVE_INFINITY;
  return {
    everyHour: false,
    ...(until && "instant" in until ? { until: until.instant } : {}),
    *after(wall) {
      const horizon = Math.max(wall, start) + lifetime;
      // a rule that counts is gone through from its beginning
      const skipped = count ? 0 : Math.max(0, Math.floor((periods.indexOf(wall) - first) / interval));
      let number = 0;
      for (let index = first + skipped * interval; ; index += interval) {
        const period = periods.at(index);
        if (period.first * day > Math.min(horizon, last)) return;
        for (const time of timesIn(period, parts, counts)) {
          if (time < start) continue;
          if (time > last || (count && number >= count)) return;
          number += 1;
          if (time > wall) yield time;
        }
      }
    },
  };
}
