import { expect, test } from "vitest";
import { formatDuration, formatRelative } from "./time-format.ts";

const now = Date.UTC(2026, 2, 12, 9, 0, 0);

test.each([
  [-10_000, "just now"],
  [20_000, "in a moment"],
  [-5 * 60_000, "5 min ago"],
  [3 * 3_600_000, "in 3 hr"],
  [-26 * 3_600_000, "yesterday"],
  [-60 * 86_400_000, "11 Jan 2026"],
])("%i ms from now reads %s", (distance, words) => {
  expect(formatRelative({ at: now + distance, now }).replace(".", "")).toBe(words);
});

test.each([
  [0, "0 ms"],
  [840, "840 ms"],
  [1240, "1.2 s"],
  [42_000, "42 s"],
  [185_000, "3 min 5 s"],
  [7_800_000, "2 h 10 min"],
  [86_400_000, "1 d"],
])("%i ms lasts %s", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});
