import { expect, test } from "vitest";
import { createUlid, seededUlids, ulidFloor, ulidOf } from "./ulid.ts";

test("a ULID is that of the specification's alphabet, time first", () => {
  expect(ulidOf(1469918176385, new Uint8Array(10))).toBe(`01ARYZ6S41${"0".repeat(16)}`);
  expect(ulidOf(0, new Uint8Array(10).fill(255))).toBe(`0000000000${"Z".repeat(16)}`);
});

test("ids made in one millisecond, or by a clock that goes back, sort in the order of making", () => {
  const times = [...Array.from({ length: 3000 }, () => 1_700_000_000_000), 1_699_999_999_000, 1_700_000_000_001];
  const ids = times.map((time) => createUlid(time));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
});

test("the floor of a time is below every id of it and above every earlier one", () => {
  const floor = ulidFloor(1_700_000_000_000);
  expect(floor <= ulidOf(1_700_000_000_000, new Uint8Array(10))).toBe(true);
  expect(floor > ulidOf(1_699_999_999_999, new Uint8Array(10).fill(255))).toBe(true);
});

test("a seed gives the same ids again, and nothing but a seed does", () => {
  const seed = `1700000000000,${Buffer.alloc(10, 7).toString("base64")}`;
  const ids = seededUlids(seed, 3);
  expect(new Set(ids).size).toBe(3);
  expect(seededUlids(seed, 3)).toEqual(ids);
  for (const wrong of ["", "x,y", "1700000000000", "1700000000000,AAAA", "-1,AAAAAAAAAAAAAA=="]) {
    expect(seededUlids(wrong, 1)).toBeNull();
  }
});
