import { invalidField } from "#server/kernel/errors.ts";

type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
/** A weekday, 0 for Sunday; with `ordinal`, the n-th of its month or year, negative from the end. */
type ByDay = { weekday: number; ordinal: number | null };

/** A recurrence rule of RFC 5545 in numbers. Wall times are milliseconds since 1970 on a wall without offset. */
export type RecurrenceParts = {
  start: number;
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** the last wall time, or the last instant where it was given in UTC */
  until: { wall: number } | { instant: number } | null;
  byDay: readonly ByDay[];
  byMonthDay: readonly number[];
  byMonth: readonly number[];
  byHour: readonly number[];
  byMinute: readonly number[];
  bySetPosition: readonly number[];
  weekStart: number;
};

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const supported = "FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYHOUR, BYMINUTE, BYSETPOS and WKST";
const mostCount = 10_000;
const mostInterval = 1_000;

const wrong = (words: string) => invalidField("expression", words);

function numbers(part: string, text: string | undefined, least: number, most: number, signed = false): number[] {
  if (text === undefined) return [];
  const range = signed ? `±${least} to ±${most}` : `${least} to ${most}`;
  const values = text.split(",").map((each) => {
    const value = /^[+-]?\d{1,5}$/.test(each) ? Number(each) : Number.NaN;
    const size = signed ? Math.abs(value) : value;
    if (!(size >= least && size <= most)) throw wrong(`${part} takes whole numbers from ${range}`);
    return value;
  });
  return [...new Set(values)].sort((one, other) => one - other);
}

function one(part: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const [value, ...more] = numbers(part, text, 1, most);
  if (value === undefined || more.length) throw wrong(`${part} takes one whole number`);
  return value;
}

function weekdayOf(part: string, text: string): number {
  const weekday = weekdays.indexOf(text);
  if (weekday < 0) throw wrong(`${part}: ${text} is none of ${weekdays.join(", ")}`);
  return weekday;
}

function byDayOf(text: string | undefined, frequency: Frequency): ByDay[] {
  if (text === undefined) return [];
  return text.split(",").map((each) => {
    const [, ordinal, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(each) ?? [];
    if (day === undefined) throw wrong(`BYDAY: ${each} is no weekday such as MO, 1MO or -1FR`);
    if (ordinal !== undefined && (frequency === "DAILY" || frequency === "WEEKLY")) {
      throw wrong(`BYDAY: ${each} counts weekdays, which only a MONTHLY or YEARLY rule can`);
    }
    const [number] = numbers("BYDAY", ordinal, 1, 53, true);
    return { weekday: weekdayOf("BYDAY", day), ordinal: number ?? null };
  });
}

/** A date, or a date and time, of RFC 5545 as wall time; null when it is none. */
function readTime(text: string): { wall: number; hasTime: boolean; utc: boolean } | null {
  const [, year, month, day, hour, minute, seconds, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const fields = [year, month, day, hour ?? 0, minute ?? 0, seconds ?? 0].map(Number);
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, second = 0] = fields;
  const wall = Date.UTC(years, months - 1, days, hours, minutes, second);
  // 31 February would become March
  const back = new Date(wall).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  const meant = `${year}${month}${day}T${hour ?? "00"}${minute ?? "00"}${seconds ?? "00"}`;
  return back === meant ? { wall, hasTime: hour !== undefined, utc: utc !== undefined } : null;
}

function startOf(lines: readonly string[], timeZone: string): number {
  const line = lines.find((each) => /^DTSTART[:;]/.test(each));
  if (line === undefined)
    throw wrong("DTSTART is missing: a line such as DTSTART:20260302T090000 says where it begins");
  const [head = "", text = ""] = line.split(/:(.*)/s);
  const parameters = head.split(";").slice(1);
  for (const parameter of parameters) {
    const [name, value] = parameter.split("=");
    if (name !== "TZID") throw wrong(`DTSTART: ${parameter} is not supported`);
    if (value !== timeZone) throw wrong(`DTSTART: TZID is ${value}, the schedule's zone is ${timeZone}`);
  }
  const time = readTime(text);
  if (!time?.hasTime) throw wrong(`DTSTART: ${text || "nothing"} is no date and time such as 20260302T090000`);
  if (time.utc) throw wrong("DTSTART is the time on the wall in the schedule's zone: without a Z at its end");
  if (time.wall % 60_000 !== 0) throw wrong("DTSTART has seconds: a schedule fires on the minute");
  return time.wall;
}

function untilOf(text: string | undefined): RecurrenceParts["until"] {
  if (text === undefined) return null;
  const time = readTime(text);
  if (!time) throw wrong(`UNTIL: ${text} is no date, nor a date and time`);
  if (time.utc) return { instant: time.wall };
  // a day without a time means all of it
  return { wall: time.hasTime ? time.wall : time.wall + 86_399_999 };
}

function ruleParts(lines: readonly string[]): Map<string, string> {
  const [text, ...more] = lines.filter((line) => !/^DTSTART[:;]/.test(line));
  if (text === undefined) throw wrong("the line RRULE:FREQ=… is missing");
  for (const line of [text, ...more]) {
    const [, name] = /^([A-Z-]+)[:;]/.exec(line) ?? [];
    if (name && name !== "RRULE") throw wrong(`${name} is not supported: a schedule is one DTSTART and one RRULE`);
  }
  if (more.length) throw wrong("a schedule is one DTSTART and one RRULE");
  const parts = new Map<string, string>();
  for (const part of text.replace(/^RRULE:/, "").split(";")) {
    const [name = "", value] = part.split("=");
    if (!value) throw wrong(`${part || "an empty part"} is no part such as FREQ=WEEKLY`);
    if (parts.has(name)) throw wrong(`${name} stands there twice`);
    parts.set(name, value);
  }
  return parts;
}

const known = new Set(supported.split(/, | and /));

function frequencyOf(text: string | undefined): Frequency {
  if (text === undefined) throw wrong("FREQ is missing");
  if (text === "DAILY" || text === "WEEKLY" || text === "MONTHLY" || text === "YEARLY") return text;
  if (text === "HOURLY" || text === "MINUTELY") {
    throw wrong(`FREQ=${text} is not supported: use a cron expression, or FREQ=DAILY with BYHOUR and BYMINUTE`);
  }
  if (text === "SECONDLY") throw wrong("FREQ=SECONDLY: a schedule fires at most once a minute");
  throw wrong(`FREQ=${text} is none of DAILY, WEEKLY, MONTHLY and YEARLY`);
}

/**
 * Reads DTSTART and RRULE (RFC 5545, 3.3.10), each on its line. What it does not support it refuses by name.
 * @param timeZone the schedule's zone; a TZID must be the same
 * @throws AppError invalid for the field `expression`
 */
export function recurrenceParts(expression: string, timeZone: string): RecurrenceParts {
  const lines = expression
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const start = startOf(lines, timeZone);
  const parts = ruleParts(lines);
  if (parts.has("BYSECOND")) throw wrong("BYSECOND is not supported: a schedule fires on the minute");
  for (const name of parts.keys()) {
    if (!known.has(name)) throw wrong(`${name} is not supported; supported are ${supported}`);
  }
  const frequency = frequencyOf(parts.get("FREQ"));
  if (parts.has("COUNT") && parts.has("UNTIL")) throw wrong("COUNT and UNTIL exclude each other");
  if (frequency === "WEEKLY" && parts.has("BYMONTHDAY")) throw wrong("BYMONTHDAY does not go with FREQ=WEEKLY");
  const byDay = byDayOf(parts.get("BYDAY"), frequency);
  const found: RecurrenceParts = {
    start,
    frequency,
    interval: one("INTERVAL", parts.get("INTERVAL"), mostInterval) ?? 1,
    count: one("COUNT", parts.get("COUNT"), mostCount),
    until: untilOf(parts.get("UNTIL")),
    byDay,
    byMonthDay: numbers("BYMONTHDAY", parts.get("BYMONTHDAY"), 1, 31, true),
    byMonth: numbers("BYMONTH", parts.get("BYMONTH"), 1, 12),
    byHour: numbers("BYHOUR", parts.get("BYHOUR"), 0, 23),
    byMinute: numbers("BYMINUTE", parts.get("BYMINUTE"), 0, 59),
    bySetPosition: numbers("BYSETPOS", parts.get("BYSETPOS"), 1, 366, true),
    weekStart: weekdayOf("WKST", parts.get("WKST") ?? "MO"),
  };
  if (found.bySetPosition.length && ![...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS")) {
    throw wrong("BYSETPOS chooses among the times of another BY… part, and there is none");
  }
  return found;
}
