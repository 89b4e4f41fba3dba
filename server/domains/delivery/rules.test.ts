import { describe, expect, it } from "vitest";
import { afterQuietHours, dueTimes } from "./rules.ts";
import { notifySettingsSchema } from "./schema.ts";

const night = { from: "22:00", to: "07:00" };
const iso = (at: Date | null) => at?.toISOString() ?? null;

describe("quiet hours", () => {
  it.each([
    // Lisbon is at UTC in winter
    ["2026-01-10T21:59:00Z", "2026-01-10T21:59:00.000Z"],
    ["2026-01-10T22:00:00Z", "2026-01-11T07:00:00.000Z"],
    ["2026-01-11T03:00:00Z", "2026-01-11T07:00:00.000Z"],
    ["2026-01-11T06:59:59Z", "2026-01-11T07:00:00.000Z"],
    ["2026-01-11T07:00:00Z", "2026-01-11T07:00:00.000Z"],
    // the clocks go forward in this night: seven on the wall is six in UTC
    ["2026-03-28T23:00:00Z", "2026-03-29T06:00:00.000Z"],
  ])("overnight: %s is told at %s", (at, told) => {
    expect(iso(afterQuietHours(new Date(at), night, "Europe/Lisbon"))).toBe(told);
  });

  it("within a day, none at all, and none where both times are one", () => {
    const noon = new Date("2026-01-10T12:30:00Z");
    const lunch = { from: "12:00", to: "13:00" };
    expect(iso(afterQuietHours(noon, lunch, "UTC"))).toBe("2026-01-10T13:00:00.000Z");
    expect(afterQuietHours(noon, null, "UTC")).toBe(noon);
    expect(afterQuietHours(noon, { from: "12:00", to: "12:00" }, "UTC")).toBe(noon);
  });
});

describe("when something is told", () => {
  const now = new Date("2026-01-10T12:00:00Z");
  const settings = notifySettingsSchema.parse({});
  const ask = (facts: Partial<Parameters<typeof dueTimes>[0]>) => {
    const due = dueTimes({ now, settings, zone: "UTC", hasPush: true, decides: true, ...facts });
    return [iso(due.push), iso(due.mail)];
  };
  const at = (minutes: number) => iso(new Date(now.getTime() + minutes * 60_000));

  it("at once on the phone, by mail when nobody decided", () => {
    expect(ask({})).toEqual([at(0), at(30)]);
    expect(ask({ settings: { ...settings, mailAfterMinutes: 5 } })).toEqual([at(0), at(5)]);
  });

  it("soon by mail where no browser takes messages or they are switched off", () => {
    expect(ask({ hasPush: false })).toEqual([null, at(2)]);
    expect(ask({ settings: { ...settings, push: false } })).toEqual([null, at(2)]);
  });

  it("never by a way that is switched off; what needs no decision never by mail", () => {
    expect(ask({ settings: { ...settings, mail: false } })).toEqual([at(0), null]);
    expect(ask({ decides: false })).toEqual([at(0), null]);
    expect(ask({ decides: false, settings: { ...settings, notices: false } })).toEqual([null, null]);
  });

  it("by mail after the quiet hours when it came up before them", () => {
    const quiet = { ...settings, quietHours: { from: "12:10", to: "14:00" } };
    expect(ask({ settings: quiet })).toEqual([at(0), at(120)]);
  });
});
