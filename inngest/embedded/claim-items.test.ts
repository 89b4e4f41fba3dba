import { expect, test } from "vitest";
import { withinLimits } from "./claim-items.ts";

const candidate = (id: string, keys: string[] | null, limits: number[] | null) => ({ id, keys, limits });

test("oldest first, up to each limit and the maximum", () => {
  const candidates = [
    candidate("1", ["a"], [1]),
    candidate("2", ["a"], [1]),
    candidate("3", ["b"], [2]),
    candidate("4", null, null),
    candidate("5", ["b"], [2]),
    candidate("6", null, null),
  ];
  expect(withinLimits(candidates, new Map([["b", 1]]), 3)).toEqual(["1", "3", "4"]);
  expect(withinLimits(candidates, new Map(), 10)).toEqual(["1", "3", "4", "5", "6"]);
});

test("an item counts against each of its keys, and takes none when one is full", () => {
  const candidates = [
    candidate("1", ["a", "all"], [1, 1]),
    candidate("2", ["b", "all"], [1, 1]),
    candidate("3", ["b"], [1]),
  ];
  expect(withinLimits(candidates, new Map(), 10)).toEqual(["1", "3"]);
});
