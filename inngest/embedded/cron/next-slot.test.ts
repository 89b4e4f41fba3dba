import { expect, test } from "vitest";
import { nextSlot } from "./next-slot.ts";

test.each([
  ["0 9 * * *", "Europe/Berlin", "2026-03-28T08:30:00Z", "2026-03-29T07:00:00.000Z"],
  ["0 9 * * *", "Europe/Berlin", "2026-10-24T07:30:00Z", "2026-10-25T08:00:00.000Z"],
  ["*/15 * * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:15:00.000Z"],
  ["0 0 1 * *", "America/New_York", "2026-01-15T00:00:00Z", "2026-02-01T05:00:00.000Z"],
])("%s in %s after %s is %s", (pattern, zone, after, expected) => {
  expect(nextSlot({ pattern, zone }, new Date(after))?.toISOString()).toBe(expected);
});

test("a pattern that never comes again has no slot", () => {
  expect(nextSlot({ pattern: "0 0 30 2 *", zone: "UTC" }, new Date("2026-01-01T00:00:00Z"))).toBeNull();
});
