import { expect, test } from "vitest";
import { defineFunction } from "./define-function.ts";

const base = {
  id: "app-fn",
  name: "fn",
  triggers: [{ event: "a" }],
  steps: { step: { id: "step", name: "step", runtime: { type: "http", url: "http://runner.internal" } } },
};

test("what the SDK registers becomes a definition", () => {
  const definition = defineFunction({
    ...base,
    triggers: [{ event: "a", expression: "event.data.x == 1" }, { cron: "TZ=Europe/Berlin 0 9 * * 1-5" }],
    steps: { step: { ...base.steps.step, retries: { attempts: 2 } } },
    concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.k", scope: "env" }],
    throttle: { limit: 5, period: "1m", key: "event.data.k" },
    debounce: { period: "10s", timeout: "1m" },
    timeouts: { start: "1h" },
    cancel: [{ event: "b", if: "event.data.k == async.data.k", timeout: "1h" }],
  });
  expect(definition).toMatchObject({
    maximumAttempts: 3,
    crons: [{ pattern: "0 9 * * 1-5", zone: "Europe/Berlin" }],
    throttle: { limit: 5, period: 60_000, burst: 1 },
    debounce: { period: 10_000, timeout: 60_000 },
    timeouts: { start: 3_600_000 },
  });
  expect(definition.concurrency.map(({ limit, scope }) => [limit, scope])).toEqual([
    [3, "fn"],
    [1, "env"],
  ]);
});

test.each([
  ["an unknown option", { shard: 3 }, "shard"],
  ["cron jitter", { triggers: [{ cron: "* * * * *", jitter: "1m" }] }, "jitter"],
  ["a bad cron", { triggers: [{ cron: "61 * * * *" }] }, "triggers.cron"],
  ["a bad zone", { triggers: [{ cron: "TZ=Nowhere/Land 0 * * * *" }] }, "triggers.cron"],
  ["a bad expression", { priority: { run: "foo(1)" } }, "priority.run"],
  ["a bad duration", { rateLimit: { limit: 1, period: "soon" } }, "rateLimit.period"],
  ["a bad cancellation", { cancel: [{ event: "b", if: "nonsense ==" }] }, "cancelOn.if"],
  ["a deferred function", { triggers: [{ event: "inngest/deferred.schedule", expression: "true" }] }, "defer"],
  [
    "a connected worker",
    { steps: { step: { ...base.steps.step, runtime: { type: "ws", url: "x" } } } },
    "runtime.type",
  ],
])("%s is refused, naming function and option", (_, options, named) => {
  expect(() => defineFunction({ ...base, ...options })).toThrow(/app-fn/);
  expect(() => defineFunction({ ...base, ...options })).toThrow(new RegExp(named.replace(".", "\\.")));
});
