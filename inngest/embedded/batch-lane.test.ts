import { expect, test } from "vitest";
import { batchLane } from "./batch-lane.ts";

test("what arrives while a group runs is the next group, in order and at most the maximum", async () => {
  const groups: number[][] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lane = batchLane<number, number>({
    maximum: 3,
    run: async (inputs) => {
      groups.push(inputs);
      if (groups.length === 1) await gate;
      return inputs.map((input) => input * 10);
    },
  });
  const first = lane.push(1);
  await new Promise((resolve) => setImmediate(resolve));
  const rest = [2, 3, 4, 5].map((input) => lane.push(input));
  release();
  expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40, 50]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  await lane.idle();
});

test("one bad input of a group fails alone", async () => {
  const lane = batchLane<number, number>({
    maximum: 10,
    run: async (inputs) => {
      if (inputs.includes(2)) throw new Error("two");
      return inputs;
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map((input) => lane.push(input)));
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
