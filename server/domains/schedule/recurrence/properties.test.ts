import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstInstantOf, instantsOf, wallTime } from "#server/kernel/time-zone.ts";
import { nextSlots, recurrence } from "./recurrence.ts";

const zones = [
  "Europe/Lisbon",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Pacific/Apia",
  "America/St_Johns",
];
const minute = 60_000;
const day = 1_440 * minute;
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2036, 0, 1) });
const clock = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });

/** What must hold of a rule at one time each day, over years: each wall time has its slot, and no slot is anything else. */
function expectDaily(slots: readonly Date[], timeZone: string, time: { hour: number; minute: number }): void {
  const wanted = time.hour * 60 + time.minute;
  let before = 0;
  for (const slot of slots) {
    const at = slot.getTime();
    expect(at).toBeGreaterThan(before);
    before = at;
    const wall = wallTime(timeZone, at);
    const shown = (wall % day) / minute;
    if (shown === wanted) {
      // the first time that the wall shows it
      expect(firstInstantOf(timeZone, wall)).toBe(at);
    } else {
      // the wall leapt: just before, it showed less, and the time that was meant lies between
      const meant = Math.floor(wall / day) * day + wanted * minute;
      const left = wallTime(timeZone, at - 1_000);
      const leapt = [meant, meant - day].filter((each) => each > left && each < wall);
      expect(leapt.length).toBe(1);
      expect(instantsOf(timeZone, leapt[0] ?? 0)).toEqual([]);
    }
  }
}

describe("over ten years and more", () => {
  it.each(zones)("a daily time in %s comes every day, once, at its minute", (timeZone) => {
    for (const time of [
      { hour: 2, minute: 15 },
      { hour: 0, minute: 0 },
    ]) {
      const expression = `${time.minute} ${time.hour} * * *`;
      const daily = recurrence({ kind: "cron", expression, timeZone });
      const from = new Date("2010-01-01T00:00Z");
      const slots = nextSlots(daily, from, 3_700);
      expectDaily(slots, timeZone, time);
      const last = slots.at(-1)?.getTime() ?? 0;
      expect(Math.abs(last - from.getTime() - 3_700 * day)).toBeLessThan(2 * day);
    }
  });

  it("a rule and a cron expression that say the same have the same slots", () => {
    fc.assert(
      fc.property(zone, clock, instant, (timeZone, time, start) => {
        const after = new Date(start);
        const begin = new Date(start - 40 * day).toISOString().slice(0, 10).replaceAll("-", "");
        const [hour, minutes] = [time.hour, time.minute].map((each) => String(each).padStart(2, "0"));
        const rule = `DTSTART:${begin}T${hour}${minutes}00\nRRULE:FREQ=DAILY`;
        const cron = `${time.minute} ${time.hour} * * *`;
        const two = recurrence({ kind: "rrule", expression: rule, timeZone });
        const one = recurrence({ kind: "cron", expression: cron, timeZone });
        expect(nextSlots(two, after, 40)).toEqual(nextSlots(one, after, 40));
      }),
      { numRuns: 60 },
    );
  });

  it("the next slot does not depend on where one asks from", () => {
    fc.assert(
      fc.property(
        zone,
        fc.constantFrom("*/7 * * * *", "13 */5 * * *", "0,30 1-3 * * *", "5 2 * * 0", "59 23 L * *", "* * * * *"),
        instant,
        fc.integer({ min: 0, max: 3 * day }),
        (timeZone, expression, start, later) => {
          const { next } = recurrence({ kind: "cron", expression, timeZone });
          const first = next(new Date(start));
          const second = next(new Date(start + later));
          if (!first || !second) throw new Error("It always recurs");
          expect(first.getTime()).toBeGreaterThan(start);
          expect(first.getTime() % minute).toBe(0);
          expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime());
          if (start + later < first.getTime()) expect(second).toEqual(first);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("every minute is every minute of real time, whatever the clocks do", () => {
    fc.assert(
      fc.property(
        zone,
        fc.constantFrom("2026-03-29T00:30Z", "2026-10-25T00:30Z", "2026-11-01T05:30Z", "2026-04-04T14:45Z"),
        fc.integer({ min: 0, max: 60 }),
        (timeZone, around, shift) => {
          const start = new Date(new Date(around).getTime() + shift * minute);
          const slots = nextSlots(recurrence({ kind: "cron", expression: "* * * * *", timeZone }), start, 45);
          expect(slots.map((slot) => slot.getTime())).toEqual(
            Array.from({ length: 45 }, (_, index) => start.getTime() + (index + 1) * minute),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
