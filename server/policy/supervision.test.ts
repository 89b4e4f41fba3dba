import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RunFacts, superviseRun, supervisionPolicyOf } from "./supervision.ts";

const policy = supervisionPolicyOf({});
const quiet: RunFacts = {
  status: "running",
  paused: false,
  expecting: false,
  silentMinutes: 0,
  retried: 0,
  restarted: 0,
  failure: null,
  effects: 0,
  onFailure: "compensate",
  compensating: false,
  repeated: null,
  depth: 0,
};
const failed = (failure: Partial<NonNullable<RunFacts["failure"]>> = {}, more: Partial<RunFacts> = {}): RunFacts => ({
  ...quiet,
  status: "failed",
  failure: { code: "unavailable", step: "send", message: "No answer", same: 1, ...failure },
  ...more,
});

describe("superviseRun", () => {
  const table: [string, RunFacts, [string, string, string] | null][] = [
    ["a run at work", quiet, null],
    ["a fault that may pass", failed(), ["failed", "retry", "retry-passing-fault"]],
    ["a fault nobody foresaw", failed({ code: null }), ["failed", "retry", "retry-passing-fault"]],
    ["an input that stays wrong", failed({ code: "precondition" }), ["failed", "escalate", "operator-decides"]],
    ["an input that is refused", failed({ code: "invalid" }), ["failed", "escalate", "operator-decides"]],
    ["its tries are used up", failed({}, { retried: 1 }), ["failed", "escalate", "operator-decides"]],
    [
      "with effects to take back",
      failed({}, { retried: 1, effects: 2 }),
      ["failed", "compensate", "compensate-effects"],
    ],
    [
      "whose workflow keeps its effects",
      failed({}, { retried: 1, effects: 2, onFailure: "keep" }),
      ["failed", "escalate", "operator-decides"],
    ],
    ["while its effects are taken back", failed({}, { effects: 2, compensating: true }), null],
    ["the same words for the third time", failed({ same: 3 }), ["no-progress", "escalate", "operator-decides"]],
    [
      "the same, with effects",
      failed({ same: 3 }, { effects: 1 }),
      ["no-progress", "compensate", "compensate-effects"],
    ],
    ["silence", { ...quiet, silentMinutes: 10 }, ["stuck", "restart", "restart-stuck"]],
    ["silence just below", { ...quiet, silentMinutes: 9 }, null],
    [
      "silence after all restarts",
      { ...quiet, silentMinutes: 10, restarted: 2 },
      ["stuck", "escalate", "operator-decides"],
    ],
    ["silence on purpose", { ...quiet, silentMinutes: 900, paused: true }, null],
    ["silence with somebody at it", { ...quiet, silentMinutes: 900, expecting: true }, null],
    ["silence while waiting", { ...quiet, status: "waiting", silentMinutes: 90_000 }, null],
    ["a queue that is only long", { ...quiet, status: "queued", silentMinutes: 30 }, null],
    [
      "a request that got lost",
      { ...quiet, status: "queued", silentMinutes: 60 },
      ["stuck", "restart", "restart-stuck"],
    ],
    ["a step in a circle", { ...quiet, repeated: { step: "ask", times: 51 } }, ["looping", "stop", "repeats"]],
    ["a step that is done often", { ...quiet, repeated: { step: "ask", times: 50 } }, null],
    ["a workflow that starts itself", { ...quiet, status: "waiting", depth: 6 }, ["looping", "stop", "depth"]],
    ["a run that is over", { ...quiet, status: "succeeded", silentMinutes: 90_000 }, null],
  ];
  it.each(table)("%s", (_, facts, expected) => {
    const found = superviseRun(policy, facts);
    expect(found && [found.finding, found.remedy, found.rule]).toEqual(expected);
    if (found) expect(found.because).toMatch(/^[A-Z0-9].*\.$/);
  });

  const anyPolicy = fc
    .record({
      retries: fc.integer({ min: 0, max: 5 }),
      restarts: fc.integer({ min: 0, max: 5 }),
      sameFailures: fc.integer({ min: 2, max: 10 }),
      stuckMinutes: fc.integer({ min: 1, max: 60 }),
    })
    .map(supervisionPolicyOf);

  it("brings every run that always fails to the operator, after a bounded number of tries", () => {
    const code = fc.constantFrom(
      "unavailable",
      "internal",
      "precondition",
      "invalid",
      null,
    ) as fc.Arbitrary<"internal">;
    fc.assert(
      fc.property(anyPolicy, code, fc.nat(4), fc.boolean(), (policy, code, effects, keeps) => {
        let facts = failed({ code }, { effects, onFailure: keeps ? "keep" : "compensate" });
        for (let turn = 0; turn < 20; turn += 1) {
          const found = superviseRun(policy, facts);
          if (found?.remedy !== "retry") {
            expect(found?.remedy).toBe(effects > 0 && !keeps ? "compensate" : "escalate");
            expect(facts.retried).toBeLessThanOrEqual(policy.retries);
            return;
          }
          const failure = facts.failure && { ...facts.failure, same: facts.failure.same + 1 };
          facts = { ...facts, retried: facts.retried + 1, failure };
        }
        throw new Error("it never came to an end");
      }),
    );
  });

  it("restarts a run that stays silent a bounded number of times, then asks", () => {
    fc.assert(
      fc.property(anyPolicy, fc.constantFrom("running" as const, "queued" as const), (policy, status) => {
        const silent = { ...quiet, status, silentMinutes: 10_000 };
        const remedies = Array.from(
          { length: 8 },
          (_, restarted) => superviseRun(policy, { ...silent, restarted })?.remedy,
        );
        expect(remedies.filter((remedy) => remedy === "restart")).toHaveLength(policy.restarts);
        expect(remedies.at(-1)).toBe("escalate");
      }),
    );
  });

  it("reads a stored policy field by field", () => {
    expect(supervisionPolicyOf({ retries: 99, reversals: "ask" })).toEqual({ ...policy, reversals: "ask" });
    expect(supervisionPolicyOf(null)).toEqual(policy);
  });
});
