import { expect, it } from "vitest";
import { beginOf, fromRecurrence, ruleWords, type SimpleRule, toRecurrence } from "./simple-rule.ts";

const today = "2026-03-25";
const rule: SimpleRule = { every: "day", time: "08:05", weekday: 1, day: 1 };

it.each<[Partial<SimpleRule>, string, string]>([
  [{}, "5 8 * * *", "Every day at 08:05"],
  [{ every: "weekday" }, "5 8 * * 1-5", "Monday to Friday at 08:05"],
  [{ every: "week", weekday: 0 }, "5 8 * * 0", "Every Sunday at 08:05"],
  [{ every: "month", day: 22 }, "5 8 22 * *", "On the 22nd of every month at 08:05"],
  [{ every: "month", day: 11 }, "5 8 11 * *", "On the 11th of every month at 08:05"],
  [{ every: "month", day: "last" }, "5 8 L * *", "On the last day of every month at 08:05"],
  [
    { every: "fortnight", weekday: 3 },
    "DTSTART:20260325T080500\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "Every second Wednesday at 08:05",
  ],
  [
    { every: "fortnight", weekday: 2 },
    "DTSTART:20260331T080500\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "Every second Tuesday at 08:05",
  ],
])("%j is %j, and back", (change, expression, words) => {
  const text = toRecurrence({ ...rule, ...change }, today);
  expect(text.expression).toBe(expression);
  expect(fromRecurrence(text)).toMatchObject({ time: "08:05", ...change });
  expect(ruleWords(text)).toBe(words);
});

it("every second week goes on from the weeks that it began with", () => {
  const before = toRecurrence({ ...rule, every: "fortnight", weekday: 3 }, today);
  const begin = beginOf(before) ?? "";
  expect(begin).toBe("2026-03-25");
  expect(toRecurrence({ ...rule, every: "fortnight", weekday: 3 }, begin)).toEqual(before);
  expect(beginOf({ kind: "cron", expression: "0 9 * * 1" })).toBeNull();
});

it.each([
  ["cron", "*/5 * * * *", "*/5 * * * *"],
  ["cron", "0 9 31 * *", "0 9 31 * *"],
  ["cron", "0 9 1 * 1", "0 9 1 * 1"],
  ["rrule", "DTSTART:20260325T080500\nRRULE:FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"],
] as const)("%s %j is said as it is written", (kind, expression, words) => {
  expect(fromRecurrence({ kind, expression })).toBeNull();
  expect(ruleWords({ kind, expression })).toBe(words);
});
