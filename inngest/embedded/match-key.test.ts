import fc from "fast-check";
import { expect, test } from "vitest";
import { holds } from "./expression.ts";
import { matchKeyOf, matchKeysOf } from "./match-key.ts";

const event = { data: { id: "p-1", number: 7 } };

test.each([
  ["event.data.id == async.data.id"],
  ["async.data.id == event.data.id && async.data.amount > 1"],
  ["async.data.amount > 1 && async.data.id == 'p-1'"],
  ["async.data.number == 7"],
])("%s has a key that a matching event meets and another does not", (condition) => {
  const key = matchKeyOf(condition, event);
  expect(key).not.toBe("");
  expect(matchKeysOf({ data: { id: "p-1", number: 7, amount: 2 } })).toContain(key);
  expect(matchKeysOf({ data: { id: "p-2", number: 8, amount: 2 } })).not.toContain(key);
});

test.each([
  ["async.data.amount > 1"],
  ["async.data.id == event.data.id || async.data.all"],
  ["async.data.id == event.data.missing"],
  ["async.data.id == async.data.other"],
  [undefined],
])("%s has none: every event of the name is tried", (condition) => {
  expect(matchKeyOf(condition, event)).toBe("");
});

test("whatever meets the condition has the key: no event is lost to the index", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
  fc.assert(
    fc.property(scalar, scalar, (left, right) => {
      const condition = "event.data.a == async.data.b.c";
      const scope = { event: { data: { a: left } }, async: { data: { b: { c: right } } } };
      if (!holds(condition, scope)) return true;
      const key = matchKeyOf(condition, scope.event);
      return key === "" || matchKeysOf(scope.async).includes(key);
    }),
    { seed: 7, numRuns: 2000 },
  );
});
