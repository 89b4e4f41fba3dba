import { expect, it } from "vitest";
import { briefCache } from "./brief-cache.ts";
import { newId } from "./ids.ts";

const at = (milliseconds: number) => new Date(1_700_000_000_000 + milliseconds);
const fresh = () => briefCache<number>({ name: newId(), maxAgeMs: 2_000, maxEntries: 3 });

it("reads once within its age and again after it", async () => {
  const cache = fresh();
  let reads = 0;
  const read = async () => ++reads;
  expect(await cache.get("a", at(0), read)).toBe(1);
  expect(await cache.get("a", at(1_999), read)).toBe(1);
  expect(await cache.get("a", at(2_000), read)).toBe(2);
});

it("never keeps an absent value", async () => {
  const cache = fresh();
  expect(await cache.get("a", at(0), async () => null)).toBeNull();
  expect(await cache.get("a", at(1), async () => 7)).toBe(7);
});

it("does not keep what was read while it was cleared", async () => {
  const cache = fresh();
  const stale = await cache.get("a", at(0), async () => {
    cache.clear();
    return 1;
  });
  expect(stale).toBe(1);
  expect(await cache.get("a", at(1), async () => 2)).toBe(2);
});

it("does not answer from the future after a clock went back", async () => {
  const cache = fresh();
  await cache.get("a", at(10_000), async () => 1);
  expect(await cache.get("a", at(0), async () => 2)).toBe(2);
});

it("stays bounded", async () => {
  const cache = fresh();
  for (const key of ["a", "b", "c", "d"]) await cache.get(key, at(0), async () => 1);
  expect(await cache.get("a", at(1), async () => 2)).toBe(2);
  expect(await cache.get("d", at(1), async () => 2)).toBe(1);
});
