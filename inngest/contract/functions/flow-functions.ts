import { setTimeout as delay } from "node:timers/promises";
import type { ContractClient } from "../contract-client.ts";
import type { Recorder } from "../recorder.ts";

const workMilliseconds = 150;

/** Concurrency, throttle, rate limit, debounce, batches, idempotency, singleton. */
export function flowFunctions(client: ContractClient, recorder: Recorder) {
  const oneAtATime = client.createFunction(
    {
      id: "one-at-a-time",
      concurrency: [{ limit: 1, key: "event.data.key" }],
      triggers: [{ event: "contract/one-at-a-time" }],
    },
    async ({ event, step }) => {
      const { key } = event.data;
      const most = await step.run(
        "work",
        async () => (await recorder.overlap(key, () => delay(workMilliseconds))).most,
      );
      recorder.note(key, `most ${most}`);
    },
  );

  const shared = client.createFunction(
    {
      id: "shared-limit",
      concurrency: [{ limit: 2, key: `"contract-shared"`, scope: "env" }],
      triggers: [{ event: "contract/shared-limit" }],
    },
    async ({ event, step }) => {
      const { key } = event.data;
      const most = await step.run(
        "work",
        async () => (await recorder.overlap(key, () => delay(workMilliseconds))).most,
      );
      recorder.note(key, `most ${most}`);
    },
  );

  const throttled = client.createFunction(
    {
      id: "throttled",
      throttle: { limit: 1, period: "1s", key: "event.data.key" },
      triggers: [{ event: "contract/throttled" }],
    },
    async ({ event }) => recorder.note(event.data.key, "run"),
  );

  const limited = client.createFunction(
    {
      id: "rate-limited",
      rateLimit: { limit: 1, period: "1m", key: "event.data.key" },
      triggers: [{ event: "contract/rate-limited" }],
    },
    async ({ event }) => recorder.note(event.data.key, `run ${event.data.number}`),
  );

  const debounced = client.createFunction(
    { id: "debounced", debounce: { period: "1s", key: "event.data.key" }, triggers: [{ event: "contract/debounced" }] },
    async ({ event }) => recorder.note(event.data.key, `run ${event.data.number}`),
  );

  const batched = client.createFunction(
    {
      id: "batched",
      batchEvents: { maxSize: 3, timeout: "2s", key: "event.data.key" },
      triggers: [{ event: "contract/batched" }],
    },
    async ({ event, events }) =>
      recorder.note(event.data.key, `batch ${events.map((one) => one.data.number).join(",")}`),
  );

  const once = client.createFunction(
    { id: "once", idempotency: "event.data.key", triggers: [{ event: "contract/once" }] },
    async ({ event }) => recorder.note(event.data.key, `run ${event.data.number}`),
  );

  const plain = client.createFunction({ id: "plain", triggers: [{ event: "contract/plain" }] }, async ({ event }) =>
    recorder.note(event.data.key, "run"),
  );

  const skipping = client.createFunction(
    {
      id: "singleton-skip",
      singleton: { key: "event.data.key", mode: "skip" },
      triggers: [{ event: "contract/singleton-skip" }],
    },
    async ({ event, step }) => {
      await step.run("begin", () => recorder.note(event.data.key, `begun ${event.data.number}`));
      await step.sleep("pause", "2s");
      recorder.note(event.data.key, `ended ${event.data.number}`);
    },
  );

  const replacing = client.createFunction(
    {
      id: "singleton-cancel",
      singleton: { key: "event.data.key", mode: "cancel" },
      triggers: [{ event: "contract/singleton-cancel" }],
    },
    async ({ event, step }) => {
      await step.run("begin", () => recorder.note(event.data.key, `begun ${event.data.number}`));
      await step.sleep("pause", "2s");
      recorder.note(event.data.key, `ended ${event.data.number}`);
    },
  );

  return [oneAtATime, shared, throttled, limited, debounced, batched, once, plain, skipping, replacing];
}
