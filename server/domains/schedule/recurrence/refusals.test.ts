import { expect, it } from "vitest";
import { AppError } from "#server/kernel/errors.ts";
import { type RecurrenceText, recurrence } from "./recurrence.ts";

function refusal(text: RecurrenceText): { field: string; message: string } | null {
  try {
    recurrence(text);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return error.details.fields?.[0] ?? null;
    throw error;
  }
}
const cron = (expression: string) => refusal({ kind: "cron", expression, timeZone: "Europe/Lisbon" });
const rrule = (rest: string, start = "DTSTART:20260302T090000\n") =>
  refusal({ kind: "rrule", expression: `${start}${rest}`, timeZone: "Europe/Lisbon" });

it("names an unknown zone", () => {
  const text: RecurrenceText = { kind: "cron", expression: "0 9 * * *", timeZone: "Europe/Atlantis" };
  expect(refusal(text)).toEqual({ field: "timeZone", message: "must be a time zone such as Europe/Lisbon" });
});

it.each([
  ["* * * * * *", /at most once a minute/],
  ["0 9 * *", /five fields/],
  ["", /five fields/],
  ["0 25 * * *", /25/],
  ["0 9 * * FOO", /./],
  ["61 * * * *", /61/],
  ["@daily", /five fields/],
  ["a b c d e", /./],
])("refuses the cron expression %j", (expression, words) => {
  expect(cron(expression)).toEqual({ field: "expression", message: expect.stringMatching(words) });
});

it.each([
  ["RRULE:FREQ=SECONDLY", /at most once a minute/],
  ["RRULE:FREQ=DAILY;BYSECOND=0,30", /BYSECOND/],
  ["RRULE:FREQ=HOURLY", /FREQ=HOURLY is not supported: use a cron/],
  ["RRULE:FREQ=SOMETIMES", /SOMETIMES/],
  ["RRULE:INTERVAL=2", /FREQ is missing/],
  ["RRULE:FREQ=YEARLY;BYWEEKNO=20", /BYWEEKNO is not supported/],
  ["RRULE:FREQ=YEARLY;BYYEARDAY=100", /BYYEARDAY is not supported/],
  ["RRULE:FREQ=DAILY;BYEASTER=1", /BYEASTER is not supported/],
  ["RRULE:FREQ=WEEKLY;BYDAY=1MO", /BYDAY: 1MO/],
  ["RRULE:FREQ=MONTHLY;BYDAY=XX", /BYDAY: XX/],
  ["RRULE:FREQ=MONTHLY;BYDAY=0MO", /BYDAY/],
  ["RRULE:FREQ=WEEKLY;BYMONTHDAY=1", /BYMONTHDAY/],
  ["RRULE:FREQ=MONTHLY;BYMONTHDAY=32", /BYMONTHDAY/],
  ["RRULE:FREQ=MONTHLY;BYMONTHDAY=0", /BYMONTHDAY/],
  ["RRULE:FREQ=DAILY;BYHOUR=24", /BYHOUR/],
  ["RRULE:FREQ=DAILY;BYMONTH=-1", /BYMONTH/],
  ["RRULE:FREQ=DAILY;INTERVAL=0", /INTERVAL/],
  ["RRULE:FREQ=DAILY;INTERVAL=1.5", /INTERVAL/],
  ["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101", /exclude/],
  ["RRULE:FREQ=DAILY;UNTIL=20270230", /UNTIL/],
  ["RRULE:FREQ=DAILY;BYSETPOS=1", /BYSETPOS/],
  ["RRULE:FREQ=DAILY;FREQ=WEEKLY", /twice/],
  ["RRULE:FREQ=DAILY;WKST=XX", /WKST/],
  ["RRULE:FREQ=DAILY;", /empty part/],
  ["RRULE:FREQ=DAILY\nEXDATE:20260303T090000", /EXDATE is not supported/],
  ["RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", /one DTSTART and one RRULE/],
  ["", /RRULE/],
])("refuses the rule %j", (text, words) => {
  expect(rrule(text)).toEqual({ field: "expression", message: expect.stringMatching(words) });
});

it.each([
  ["", /DTSTART is missing/],
  ["DTSTART:20260302\n", /DTSTART/],
  ["DTSTART:20260231T090000\n", /DTSTART/],
  ["DTSTART:20260302T090000Z\n", /without a Z/],
  ["DTSTART:20260302T090030\n", /seconds/],
  [
    "DTSTART;TZID=America/New_York:20260302T090000\n",
    /TZID is America\/New_York, the schedule's zone is Europe\/Lisbon/,
  ],
  ["DTSTART;VALUE=DATE:20260302\n", /VALUE=DATE/],
])("refuses the beginning %j", (start, words) => {
  expect(rrule("RRULE:FREQ=DAILY", start)).toEqual({ field: "expression", message: expect.stringMatching(words) });
});
