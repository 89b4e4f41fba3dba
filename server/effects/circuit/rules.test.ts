import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admit, afterCall, type Circuit, closedCircuit, type Heard, probeInterval, probeLease } from "./rules.ts";

const policy = { breakerFailures: 3, probeSeconds: 30 };
const start = Date.parse("2026-03-02T09:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1_000);

function called(circuit: Circuit, heard: Heard, seconds = 0, effectId = "a"): Circuit {
  return afterCall(circuit, { effectId, heard, now: at(seconds) }, policy);
}
const fail = (times: number) =>
  Array.from({ length: times }).reduce<Circuit>((circuit) => called(circuit, "silent"), closedCircuit);

describe("a circuit", () => {
  it("counts failures in a row, and forgets them with an answer", () => {
    expect(fail(2)).toMatchObject({ state: "closed", failures: 2 });
    expect(called(fail(2), "answered")).toEqual(closedCircuit);
    expect(called(fail(2), "nothing")).toMatchObject({ failures: 2 });
  });

  it("opens at the threshold and holds everything until its probe is due", () => {
    const open = fail(3);
    expect(open).toMatchObject({ state: "open", failures: 3, openedAt: at(0), probeAt: at(30) });
    expect(admit(open, { effectId: "b", now: at(29.9) })).toEqual({ kind: "held", until: at(30) });
  });

  it("lets one call through, and takes up the same one again when its worker died", () => {
    const admission = admit(fail(3), { effectId: "b", now: at(30) });
    if (admission.kind !== "probe") throw new Error("it was due");
    const { next } = admission;
    expect(next).toMatchObject({ state: "half-open", probeBy: "b" });
    expect(admit(next, { effectId: "c", now: at(31) }).kind).toBe("held");
    expect(admit(next, { effectId: "b", now: at(31) }).kind).toBe("probe");
    expect(admit(next, { effectId: "c", now: at(30 + probeLease / 1_000) }).kind).toBe("probe");
    expect(called(next, "answered", 31, "b")).toEqual(closedCircuit);
    expect(called(next, "silent", 31, "b")).toMatchObject({
      state: "open",
      failures: 4,
      probeAt: at(31 + 60),
      openedAt: at(0),
    });
    expect(called(next, "nothing", 31, "b")).toMatchObject({ state: "open", probeAt: at(31), probeBy: null });
  });

  it("is not moved by calls that went out before it opened", () => {
    const open = fail(3);
    expect(called(open, "answered", 1)).toBe(open);
    expect(called(open, "silent", 1)).toBe(open);
  });

  it("waits longer with each failed probe, at most an hour", () => {
    const waits = [3, 4, 5, 6, 20, 1_000].map((failures) => probeInterval(policy, failures) / 1_000);
    expect(waits).toEqual([30, 60, 120, 240, 3_600, 3_600]);
  });

  it("never lets two calls through within one interval while it is not closed, whatever happens", () => {
    const step = fc.record({
      effect: fc.constantFrom("a", "b", "c"),
      wait: fc.integer({ min: 0, max: 200 }),
      heard: fc.constantFrom<Heard>("answered", "silent", "nothing"),
      late: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let circuit = fail(3);
        let now = 0;
        let under: { effect: string; since: number } | null = null;
        for (const { effect, wait, heard, late } of steps) {
          now += wait;
          const before = circuit;
          const admission = admit(circuit, { effectId: effect, now: at(now) });
          if (admission.kind === "probe") {
            // another call is out: only its own worker, or time, may take the probe over
            if (under && under.effect !== effect) expect(now - under.since).toBeGreaterThanOrEqual(probeLease / 1_000);
            expect(before.state === "open" ? now * 1_000 + start >= Number(before.probeAt) : true).toBe(true);
            circuit = admission.next;
            under = { effect, since: now };
          }
          if (late) continue;
          circuit = called(circuit, heard, now, effect);
          if (circuit.state !== "half-open") under = null;
          if (circuit.state === "closed") circuit = fail(3);
        }
      }),
    );
  });
});
