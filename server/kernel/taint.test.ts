import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taints, worstOf } from "./taint.ts";

const label = fc.constantFrom(...taints);
const rank = (taint: (typeof taints)[number]) => taints.indexOf(taint);

describe("labels", () => {
  it("join associatively, commutatively and idempotently, with the operator's as the neutral one", () => {
    fc.assert(
      fc.property(label, label, label, (a, b, c) => {
        expect(worstOf(worstOf(a, b), c)).toBe(worstOf(a, worstOf(b, c)));
        expect(worstOf(a, b)).toBe(worstOf(b, a));
        expect(worstOf(a, a)).toBe(a);
        expect(worstOf(a, worstOf())).toBe(a);
      }),
    );
  });

  it("never get better by anything that is added", () => {
    fc.assert(
      fc.property(fc.array(label), label, (some, one) => {
        expect(rank(worstOf(...some, one))).toBeGreaterThanOrEqual(rank(worstOf(...some)));
        expect(rank(worstOf(...some, one))).toBeGreaterThanOrEqual(rank(one));
      }),
    );
  });

  it("count as outside where nobody can read them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(null), fc.constant(undefined)), (odd) => {
        expect(worstOf("operator", odd)).toBe(odd === "operator" ? "operator" : "outside");
      }),
    );
  });
});
