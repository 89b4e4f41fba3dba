import { expect, test } from "vitest";
import { formatMoney, moneyInput, parseMoney } from "./money-format.ts";

test.each([
  ["1240.50", "EUR", 124050],
  ["1,240.5", "EUR", 124050],
  ["1.240,50", "EUR", 124050],
  ["1 240", "EUR", 124000],
  ["1,240", "EUR", 124000],
  ["0.05", "EUR", 5],
  ["500", "JPY", 500],
  ["-12.00", "EUR", -1200],
])("an operator's %s %s is %i minor units", (text, currency, minor) => {
  expect(parseMoney({ text, currency })).toBe(minor);
});

test.each(["", "abc", "12.345.6", "1e5", "12-3"])("%j is no amount", (text) => {
  expect(parseMoney({ text, currency: "EUR" })).toBeNull();
});

test("money is always written with its currency", () => {
  expect(formatMoney({ minor: 124000, currency: "EUR" })).toBe("€1,240.00");
  expect(formatMoney({ minor: 500, currency: "JPY" })).toContain("500");
  expect(formatMoney({ minor: 100, currency: "nonsense" })).toBe("nonsense 1.00");
});

test.each(["EUR", "JPY", "KWD"])("what the %s input shows parses back to the same amount", (currency) => {
  for (const minor of [0, 5, 124050, 99999999]) {
    expect(parseMoney({ text: moneyInput({ minor, currency }), currency })).toBe(minor);
  }
});
