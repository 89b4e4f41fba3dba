import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalBody } from "./canonical-body.ts";

test("it is the canonical form of any JSON value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
      expect(canonicalBody(value)).toBe(canonicalize(value));
    }),
    { seed: 11, numRuns: 1000 },
  );
});

test("an object with a member toJSON stays as it is, as in the SDK", () => {
  expect(canonicalBody({ b: { z: 1, toJSON: "x", a: 2 }, a: 1 })).toBe('{"a":1,"b":{"z":1,"toJSON":"x","a":2}}');
});

test("halves of surrogate pairs and absent members do not stop it", () => {
  expect(canonicalBody({ b: "\ud800", a: undefined, "": [null, undefined] })).toBe('{"":[null,null],"b":"\\ud800"}');
});
