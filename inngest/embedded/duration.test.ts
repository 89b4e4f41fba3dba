import { expect, test } from "vitest";
import { durationMilliseconds, timeAfter } from "./duration.ts";

test.each([
  ["", 0],
  ["1s", 1000],
  ["1h30m", 5_400_000],
  ["2w3d", 1_468_800_000],
  ["500ms", 500],
  ["1.5s", 1500],
])("%s is %i ms", (text, milliseconds) => {
  expect(durationMilliseconds(text)).toBe(milliseconds);
});

test.each(["1", "s", "1x", "1h later", "-1s"])("%s is refused", (text) => {
  expect(() => durationMilliseconds(text)).toThrow(/not a duration/);
});

test("a time is a time, a duration counts from now", () => {
  const now = new Date("2026-03-01T00:00:00Z");
  expect(timeAfter("2026-03-02T00:00:00.000Z", now).toISOString()).toBe("2026-03-02T00:00:00.000Z");
  expect(timeAfter("1d", now).toISOString()).toBe("2026-03-02T00:00:00.000Z");
  expect(() => timeAfter("2026-99-99", now)).toThrow(/not a time/);
});
