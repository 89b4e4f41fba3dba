import type { ScheduleView } from "#server/domains/schedule/schema.ts";

/** When something recurs, as the schedule keeps it. */
export type RecurrenceText = Pick<ScheduleView, "kind" | "expression">;

/** The common rhythms, each with one time of day. */
export type SimpleRule = {
  every: "day" | "weekday" | "week" | "fortnight" | "month";
  /** 09:00 */
  time: string;
  /** 0 for Sunday; of a week or fortnight */
  weekday: number;
  /** 1 to 28, or "last"; of a month */
  day: number | "last";
};

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const weekdayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

export const firstRule: SimpleRule = { every: "week", time: "09:00", weekday: 1, day: 1 };

const two = (number: number) => String(number).padStart(2, "0");

/**
 * A simple rule as an expression. Every two weeks needs a beginning: the next such weekday, today included.
 * @param today the date on the wall of its zone, as 2026-03-02
 */
export function toRecurrence({ every, time, weekday, day }: SimpleRule, today: string): RecurrenceText {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const cron = (days: string): RecurrenceText => ({ kind: "cron", expression: `${minute} ${hour} ${days}` });
  switch (every) {
    case "day":
      return cron("* * *");
    case "weekday":
      return cron("* * 1-5");
    case "week":
      return cron(`* * ${weekday}`);
    case "month":
      return cron(`${day === "last" ? "L" : day} * *`);
    case "fortnight": {
      const begin = new Date(`${today}T00:00:00Z`);
      begin.setUTCDate(begin.getUTCDate() + ((weekday - begin.getUTCDay() + 7) % 7));
      const date = begin.toISOString().slice(0, 10).replaceAll("-", "");
      const rule = `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekdayCodes[weekday]}`;
      return { kind: "rrule", expression: `DTSTART:${date}T${two(hour)}${two(minute)}00\nRRULE:${rule}` };
    }
  }
}

function fromCron(expression: string): SimpleRule | null {
  const [, minute, hour, day = "", weekday = ""] =
    /^(\d{1,2}) (\d{1,2}) (\*|L|\d{1,2}) \* (\*|1-5|[0-6])$/.exec(expression) ?? [];
  if (minute === undefined || hour === undefined) {
    return null;
  }
  const rule = { ...firstRule, time: `${two(Number(hour))}:${two(Number(minute))}` };
  if (day === "*") {
    if (weekday === "*") {
      return { ...rule, every: "day" };
    }
    return weekday === "1-5" ? { ...rule, every: "weekday" } : { ...rule, every: "week", weekday: Number(weekday) };
  }
  if (weekday !== "*" || Number(day) > 28) {
    return null;
  }
  return { ...rule, every: "month", day: day === "L" ? "last" : Number(day) };
}

function fromRule(expression: string): SimpleRule | null {
  const [, hour, minute, code = ""] =
    /^DTSTART:\d{8}T(\d\d)(\d\d)00\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=([A-Z]{2})$/.exec(expression) ?? [];
  const weekday = weekdayCodes.indexOf(code);
  return hour === undefined || weekday < 0
    ? null
    : { ...firstRule, every: "fortnight", time: `${hour}:${minute}`, weekday };
}

/** The date that a rule begins with, as 2026-03-02; null where it is no rule. */
export function beginOf({ kind, expression }: RecurrenceText): string | null {
  const [, year, month, day] = /^DTSTART:(\d{4})(\d\d)(\d\d)T/.exec(expression) ?? [];
  return kind === "rrule" && year ? `${year}-${month}-${day}` : null;
}

/** The simple rule that an expression says; null where it says something else. */
export function fromRecurrence({ kind, expression }: RecurrenceText): SimpleRule | null {
  return kind === "cron" ? fromCron(expression) : fromRule(expression);
}

function ordinal(day: number): string {
  const ending =
    day % 10 === 1 && day !== 11
      ? "st"
      : day % 10 === 2 && day !== 12
        ? "nd"
        : day % 10 === 3 && day !== 13
          ? "rd"
          : "th";
  return `${day}${ending}`;
}

export const dayWords = (day: number | "last") => (day === "last" ? "last day" : ordinal(day));

/** "Every Monday at 09:00"; the expression itself where it is not a simple one. */
export function ruleWords(text: RecurrenceText): string {
  const rule = fromRecurrence(text);
  if (!rule) {
    return text.expression.replace(/^DTSTART:\S+\nRRULE:/, "");
  }
  const day = weekdays[rule.weekday];
  const rhythm = {
    day: "Every day",
    weekday: "Monday to Friday",
    week: `Every ${day}`,
    fortnight: `Every second ${day}`,
    month: `On the ${dayWords(rule.day)} of every month`,
  }[rule.every];
  return `${rhythm} at ${rule.time}`;
}
