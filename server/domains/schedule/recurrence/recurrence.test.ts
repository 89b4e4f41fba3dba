import { describe, expect, it } from "vitest";
import { nextSlots, type RecurrenceText, recurrence } from "./recurrence.ts";

/** The next slots, as the zone's wall shows them and in UTC. */
function slots(text: Omit<RecurrenceText, "kind">, after: string, count: number): string[] {
  const kind = text.expression.startsWith("DTSTART") ? "rrule" : "cron";
  return nextSlots(recurrence({ ...text, kind }), new Date(after), count).map((slot) =>
    slot.toISOString().slice(0, 16),
  );
}

type Row = { zone: string; expression: string; after: string; slots: string[] };

const springForward: Row[] = [
  // 01:00 → 02:00 on 29 March
  {
    zone: "Europe/Lisbon",
    expression: "30 1 * * *",
    after: "2026-03-27T12:00Z",
    slots: ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"],
  },
  // 02:00 → 03:00 on 8 March
  {
    zone: "America/New_York",
    expression: "30 2 * * *",
    after: "2026-03-07T00:00Z",
    slots: ["2026-03-07T07:30", "2026-03-08T07:00", "2026-03-09T06:30"],
  },
  // 02:00 → 02:30 on 4 October
  {
    zone: "Australia/Lord_Howe",
    expression: "15 2 * * *",
    after: "2026-10-02T12:00Z",
    slots: ["2026-10-02T15:45", "2026-10-03T15:30", "2026-10-04T15:15"],
  },
  // clocks go forward on 22 March 2026, at the end of Ramadan, 02:00 → 03:00
  {
    zone: "Africa/Casablanca",
    expression: "30 2 * * *",
    after: "2026-03-21T00:00Z",
    slots: ["2026-03-21T02:30", "2026-03-22T02:00", "2026-03-23T01:30"],
  },
  // 30 December 2011 was left out: its nine o'clock comes with the first moment of the 31st
  {
    zone: "Pacific/Apia",
    expression: "0 9 * * *",
    after: "2011-12-28T20:00Z",
    slots: ["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"],
  },
  // several times within one gap are one slot
  {
    zone: "Europe/Lisbon",
    expression: "*/20 1 29 3 *",
    after: "2026-03-01T00:00Z",
    slots: ["2026-03-29T01:00", "2027-03-29T00:00"],
  },
];

const fallBack: Row[] = [
  // 02:00 → 01:00 on 25 October
  {
    zone: "Europe/Lisbon",
    expression: "30 1 * * *",
    after: "2026-10-24T12:00Z",
    slots: ["2026-10-25T00:30", "2026-10-26T01:30"],
  },
  // 02:00 → 01:00 on 1 November
  {
    zone: "America/New_York",
    expression: "*/30 1 * * *",
    after: "2026-11-01T00:00Z",
    slots: ["2026-11-01T05:00", "2026-11-01T05:30", "2026-11-02T06:00"],
  },
  // 02:00 → 01:30 on 5 April
  {
    zone: "Australia/Lord_Howe",
    expression: "45 1 * * *",
    after: "2026-04-04T00:00Z",
    slots: ["2026-04-04T14:45", "2026-04-05T15:15"],
  },
  // begins between the two passes: the slot of this hour has been
  {
    zone: "Europe/Lisbon",
    expression: "30 1 * * *",
    after: "2026-10-25T01:10Z",
    slots: ["2026-10-26T01:30"],
  },
];

const everyHour: Row[] = [
  // every half hour keeps its pace through the hour that comes twice …
  {
    zone: "Europe/Lisbon",
    expression: "*/30 * * * *",
    after: "2026-10-24T23:30Z",
    slots: ["2026-10-25T00:00", "2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30", "2026-10-25T02:00"],
  },
  // … and through the one that there is not
  {
    zone: "Europe/Lisbon",
    expression: "*/30 * * * *",
    after: "2026-03-29T00:00Z",
    slots: ["2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30"],
  },
  // half an hour is set back: 01:45 comes twice
  {
    zone: "Australia/Lord_Howe",
    expression: "45 * * * *",
    after: "2026-04-04T14:00Z",
    slots: ["2026-04-04T14:45", "2026-04-04T15:15", "2026-04-04T16:15"],
  },
];

const elsewhere: Row[] = [
  {
    zone: "Asia/Kathmandu",
    expression: "0 9 * * 1-5",
    after: "2026-01-02T04:00Z",
    slots: ["2026-01-05T03:15", "2026-01-06T03:15"],
  },
  {
    zone: "UTC",
    expression: "0 12 29 2 *",
    after: "2026-01-01T00:00Z",
    slots: ["2028-02-29T12:00", "2032-02-29T12:00"],
  },
  { zone: "UTC", expression: "0 8 L * *", after: "2026-02-01T00:00Z", slots: ["2026-02-28T08:00", "2026-03-31T08:00"] },
  // a day that fits either of the two day fields counts
  {
    zone: "UTC",
    expression: "0 8 13 * 5",
    after: "2026-03-05T00:00Z",
    slots: ["2026-03-06T08:00", "2026-03-13T08:00"],
  },
];

const rules: Row[] = [
  {
    zone: "Europe/Lisbon",
    expression: "DTSTART:20260302T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    after: "2026-03-01T00:00Z",
    slots: ["2026-03-02T09:00", "2026-03-05T09:00", "2026-03-16T09:00", "2026-03-19T09:00", "2026-03-30T08:00"],
  },
  {
    zone: "America/New_York",
    expression:
      "DTSTART;TZID=America/New_York:20260101T170000\r\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\r\n",
    after: "2026-01-01T00:00Z",
    slots: ["2026-01-30T22:00", "2026-02-27T22:00", "2026-03-31T21:00"],
  },
  {
    zone: "UTC",
    expression: "DTSTART:20260131T080000\nRRULE:FREQ=MONTHLY",
    after: "2026-01-01T00:00Z",
    slots: ["2026-01-31T08:00", "2026-03-31T08:00", "2026-05-31T08:00"],
  },
  {
    zone: "UTC",
    expression: "DTSTART:20260101T080000\nRRULE:FREQ=YEARLY;BYMONTH=1,7;BYDAY=1MO,-1FR;COUNT=3",
    after: "2026-01-06T00:00Z",
    slots: ["2026-01-30T08:00", "2026-07-06T08:00"],
  },
  {
    zone: "UTC",
    expression: "DTSTART:20260101T080000\nRRULE:FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0,30;UNTIL=20260101",
    after: "2026-01-01T08:00Z",
    slots: ["2026-01-01T08:30", "2026-01-01T20:00", "2026-01-01T20:30"],
  },
  {
    zone: "America/New_York",
    expression: "DTSTART:20260306T023000\nRRULE:FREQ=DAILY;UNTIL=20260309T063000Z",
    after: "2026-03-06T00:00Z",
    slots: ["2026-03-06T07:30", "2026-03-07T07:30", "2026-03-08T07:00", "2026-03-09T06:30"],
  },
  {
    zone: "UTC",
    expression: "DTSTART:20260105T080000\nRRULE:FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2",
    after: "2026-01-01T00:00Z",
    slots: ["2026-02-28T08:00", "2027-02-28T08:00", "2028-02-29T08:00"],
  },
];

describe("slots", () => {
  it.each(springForward)("$expression in $zone: a time that is leapt over comes after the leap", (row) => {
    expect(slots({ expression: row.expression, timeZone: row.zone }, row.after, row.slots.length)).toEqual(row.slots);
  });
  it.each(fallBack)("$expression in $zone after $after: a time that comes twice counts once", (row) => {
    expect(slots({ expression: row.expression, timeZone: row.zone }, row.after, row.slots.length)).toEqual(row.slots);
  });
  it.each(everyHour)("$expression in $zone: every hour goes by elapsed time", (row) => {
    expect(slots({ expression: row.expression, timeZone: row.zone }, row.after, row.slots.length)).toEqual(row.slots);
  });
  it.each(elsewhere)("$expression in $zone", (row) => {
    expect(slots({ expression: row.expression, timeZone: row.zone }, row.after, row.slots.length)).toEqual(row.slots);
  });
  it.each(rules)("$expression in $zone", (row) => {
    expect(slots({ expression: row.expression, timeZone: row.zone }, row.after, row.slots.length)).toEqual(row.slots);
  });

  it("end with the rule", () => {
    const ending = { expression: "DTSTART:20260101T080000\nRRULE:FREQ=DAILY;COUNT=2", timeZone: "UTC" };
    expect(slots(ending, "2025-01-01T00:00Z", 5)).toEqual(["2026-01-01T08:00", "2026-01-02T08:00"]);
    expect(slots(ending, "2026-01-02T08:00Z", 5)).toEqual([]);
    expect(slots({ expression: "0 9 30 2 *", timeZone: "UTC" }, "2026-01-01T00:00Z", 1)).toEqual([]);
    const never = "DTSTART:20260101T080000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30";
    expect(slots({ expression: never, timeZone: "UTC" }, "2026-01-01T00:00Z", 1)).toEqual([]);
  });
});
