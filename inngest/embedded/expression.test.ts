import { expect, test } from "vitest";
import { compileExpression, holds, keyOf } from "./expression.ts";

const scope = {
  event: { name: "a", data: { amount: 150, share: 0.5, vip: true, currency: "EUR", tags: ["x"], nothing: null } },
  async: { data: { amount: 150, currency: "EUR" } },
};

test.each([
  ["event.data.amount > 100 && event.data.currency == 'EUR'", true],
  ["event.data.amount == async.data.amount", true],
  ["event.data.amount + 1 == 151", true],
  ["event.data.amount * 2 > 299.5", true],
  ["event.data.amount % 7 == 3", true],
  ["'x' in event.data.tags", true],
  ["has(event.data.missing)", false],
  ["event.data.missing == 'x'", false],
  ["event.data.vip || event.data.missing == 1", true],
  ["event.data.nothing == null", true],
  ["event.data.currency > 3", false],
  ["event.data.currency", false],
])("%s holds: %s", (source, expected) => {
  expect(holds(source, scope)).toBe(expected);
});

test("no condition holds", () => {
  expect(holds(undefined, scope)).toBe(true);
  expect(holds(null, scope)).toBe(true);
});

test.each(["event.data.x =", "foo == 1", "lowercase(event.data.x)", ""])("'%s' is refused", (source) => {
  expect(() => compileExpression(source)).toThrow(/expression/);
});

test.each([
  ["event.data.currency", "EUR"],
  ["event.data.amount", "150"],
  ["event.data.missing", ""],
  ["event.data.vip ? 100 : -5", "100"],
  ["event.data.currency + '-' + event.name", "EUR-a"],
  ["event.data.tags", '["x"]'],
])("the key of %s is %s", (source, expected) => {
  expect(keyOf(compileExpression(source), scope)).toBe(expected);
});
