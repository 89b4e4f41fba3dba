import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractClient } from "./contract-client.ts";
import { createTarget, openTestDatabase } from "./embedded-target.ts";
import { failingFunctions } from "./functions/failing-functions.ts";
import { flowFunctions } from "./functions/flow-functions.ts";
import { stepFunctions } from "./functions/step-functions.ts";
import { waitingFunctions } from "./functions/waiting-functions.ts";
import { createRecorder, until } from "./recorder.ts";
import { openServerTarget } from "./server-target.ts";

// The same functions on the embedded runner and, with INNGEST_BASE_URL, on the server that it names.
const onServer = Boolean(process.env.INNGEST_BASE_URL);
const patience = onServer ? 90_000 : 20_000;
// a server takes up what is due a moment early, and orders events that arrive within a moment as it likes
const earlyMilliseconds = onServer ? 300 : 10;
// it counts `retry-after` in whole seconds
const retryEarlyMilliseconds = onServer ? 1_300 : 10;
const orderMilliseconds = onServer ? 400 : 0;
const recorder = createRecorder();
const allFunctions = (client: ContractClient) => [
  ...stepFunctions(client, recorder),
  ...waitingFunctions(client, recorder),
  ...failingFunctions(client, recorder),
  ...flowFunctions(client, recorder),
];

let client: ContractClient;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  if (onServer) {
    ({ client, stop } = await openServerTarget(allFunctions));
    return;
  }
  const database = await openTestDatabase();
  const target = createTarget({ databaseUrl: database.appUrl, functions: allFunctions });
  client = target.client;
  stop = async () => {
    await target.runner.stop();
    await database.remove();
  };
  await target.runner.start();
}, 120_000);

afterAll(() => stop?.());

async function send(name: string, data: Record<string, unknown>, id?: string): Promise<void> {
  await client.send({ name: `contract/${name}`, data, id });
}

/** Sends events so that they arrive in this order. */
async function sendInOrder(name: string, all: Record<string, unknown>[]): Promise<void> {
  for (const data of all) {
    await send(name, data);
    await delay(orderMilliseconds);
  }
}

const seen = (key: string, count: number) =>
  until(
    () => recorder.of(key),
    (entries) => entries.length >= count,
    patience,
  );

/** Entries after `count` of them are there and time enough has passed for one too many. */
async function settled(key: string, count: number, milliseconds = 600): Promise<string[]> {
  await seen(key, count);
  await delay(milliseconds);
  return recorder.of(key);
}

describe.concurrent("steps", () => {
  test("run once each, in order, and keep their results", async () => {
    const key = randomUUID();
    await send("in-order", { key });
    expect(await settled(key, 4)).toEqual(["first", "second", "third", "end [2,null,null]"]);
  });

  test("run without checkpoints, with one id several times", async () => {
    const key = randomUUID();
    await send("each-call", { key });
    expect(await settled(key, 4)).toEqual(["turn 0", "turn 1", "turn 2", "end"]);
  });

  test.each([
    ["side-by-side", ["a", "after", "b", "c", "c+", "end a,b,c+ after"]],
    ["each-branch", ["a1", "a2", "b1", "b2", "end a,b"]],
  ])("side by side (%s) run once each and join", async (name, expected) => {
    const key = randomUUID();
    await send(name, { key });
    expect((await settled(key, expected.length)).sort()).toEqual(expected);
  });

  test("racing: the first one decides, the others are not waited for", async () => {
    const key = randomUUID();
    await send("race", { key });
    expect(await settled(key, 2)).toEqual(["fast", "end fast"]);
  });

  test("carry any JSON through unchanged", async () => {
    const key = randomUUID();
    const value = {
      text: "naïve \u0000 \u2028 \ud83d\ude00 \\ \" ' % $1 {}",
      big: "x".repeat(200_000),
      nested: [[], {}, [null, true, -0.5, 1e21]],
      "": "empty name",
    };
    await send("echo", { key, value });
    const [same] = await seen(key, 1);
    expect(JSON.parse(same ?? "")).toEqual(value);
  });

  test("start by triggers whose expression holds, and only then", async () => {
    const key = randomUUID();
    await send("amount", { key, amount: 50, currency: "EUR" });
    await send("amount", { key, amount: 150, currency: "USD" });
    await send("amount", { key, currency: "EUR" });
    await send("amount", { key, amount: 151, currency: "EUR" });
    await send("other-amount", { key, amount: 1 });
    expect((await settled(key, 2)).sort()).toEqual(["contract/amount 151", "contract/other-amount 1"]);
  });
});

describe.concurrent("waiting", () => {
  test("a sleep takes its time and repeats no step", async () => {
    const key = randomUUID();
    const until = Date.now() + 1500;
    await send("sleep", { key, until });
    expect(await settled(key, 2)).toEqual(["before", "after"]);
    const [before = 0, after = 0] = recorder.timesOf(key);
    expect(after - before).toBeGreaterThanOrEqual(1000 - earlyMilliseconds);
    expect(after).toBeGreaterThanOrEqual(until - earlyMilliseconds);
  });

  test("a wait takes the first event that meets its condition", async () => {
    const key = randomUUID();
    await send("wait", { key, timeout: "1m" });
    await delay(onServer ? 3000 : 300);
    await send("decided", { key: "another", amount: 99 });
    await sendInOrder(
      "decided",
      [5, 20, 30].map((amount) => ({ key, amount })),
    );
    expect(await settled(key, 1)).toEqual(["decided 20"]);
  });

  test("a wait that nothing meets ends with its timeout", async () => {
    const key = randomUUID();
    await send("wait", { key, timeout: "1s" });
    expect(await settled(key, 1)).toEqual(["timeout"]);
  });

  test("an event that is sent once a wait is registered reaches it", async () => {
    const keys = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(keys.map((key) => send("reread", { key })));
    for (const key of keys) expect(await seen(key, 2)).toEqual(["registered", "pending decided"]);
  });

  test("an invoked function gives its result, or its error", async () => {
    const key = randomUUID();
    await send("invoke", { key });
    expect(await settled(key, 2)).toContain("doubled 42");
    expect(recorder.of(key).filter((entry) => entry.startsWith("caught"))).toHaveLength(1);
    expect(recorder.of(key).join()).toContain("refused");
  });

  test("events sent from a step start their functions once", async () => {
    const key = randomUUID();
    await send("send", { key });
    expect((await settled(key, 3)).sort()).toEqual(["part 1", "part 2", "sent 2"]);
  });
});

describe.concurrent("failing", () => {
  test("a failing step is tried again, alone, and attempts start anew with the next step", async () => {
    const key = randomUUID();
    await send("flaky", { key });
    expect(await settled(key, 5)).toEqual(["steady", "attempt 0", "attempt 1", "attempt 2", "next 0"]);
    const times = recorder.timesOf(key);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(2000 - retryEarlyMilliseconds);
  });

  test("a non-retriable error ends the run and reaches its onFailure", async () => {
    const key = randomUUID();
    await send("hopeless", { key });
    expect(await settled(key, 2)).toEqual(["tried", "failed: never in contract-hopeless"]);
  });

  test("a run fails when its attempts are used up", async () => {
    const key = randomUUID();
    await send("exhausted", { key });
    expect(await settled(key, 3)).toEqual(["attempt 0", "attempt 1", "failed: still broken"]);
  });

  test("a failed step can be caught", async () => {
    const key = randomUUID();
    await send("catch", { key });
    expect(await settled(key, 1)).toEqual(["mended broken step"]);
  });

  test("an event cancels the run that it names, and no other", async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    await send("cancellable", { key });
    await send("cancellable", { key: other });
    await seen(key, 1);
    await seen(other, 1);
    await send("cancel", { key });
    await until(
      () => recorder.of(other),
      (entries) => entries.includes("finished"),
      patience,
    );
    expect(await settled(key, 2)).toEqual(["begun", "cancelled contract-cancellable"]);
  });

  test("a run that is not finished in time is cancelled", async () => {
    const key = randomUUID();
    await send("overdue", { key });
    expect(await settled(key, 2, 4000)).toEqual(["begun", "cancelled contract-overdue"]);
  });
});

describe.concurrent("flow control", () => {
  test.each([
    ["one-at-a-time", 4, 1],
    ["shared-limit", 5, 2],
  ])("%s: no more than the limit at a time", async (name, runs, limit) => {
    const key = randomUUID();
    await Promise.all(Array.from({ length: runs }, () => send(name, { key })));
    const entries = await settled(key, runs);
    expect(entries).toHaveLength(runs);
    expect(entries.filter((entry) => Number(entry.split(" ")[1]) > limit)).toEqual([]);
  });

  test("throttle spreads the starts", async () => {
    const key = randomUUID();
    await Promise.all([1, 2, 3].map(() => send("throttled", { key })));
    expect(await settled(key, 3)).toHaveLength(3);
    const [first = 0, , third = 0] = recorder.timesOf(key);
    expect(third - first).toBeGreaterThanOrEqual(2000 - (onServer ? 1_000 : 500));
  });

  test("rate limit skips what is too much", async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    await sendInOrder("rate-limited", [
      { key, number: 1 },
      { key, number: 2 },
      { key: other, number: 3 },
    ]);
    expect(await settled(other, 1)).toEqual(["run 3"]);
    expect(await settled(key, 1)).toEqual(["run 1"]);
  });

  test("debounce runs once, with the last event", async () => {
    const key = randomUUID();
    await sendInOrder(
      "debounced",
      [1, 2, 3].map((number) => ({ key, number })),
    );
    expect(await settled(key, 1, 1500)).toEqual(["run 3"]);
  });

  test("batches fill up, or go when their time is over", async () => {
    const [full, late] = [randomUUID(), randomUUID()];
    await sendInOrder(
      "batched",
      [1, 2, 3].map((number) => ({ key: full, number })),
    );
    await sendInOrder(
      "batched",
      [1, 2].map((number) => ({ key: late, number })),
    );
    expect(await settled(full, 1)).toEqual(["batch 1,2,3"]);
    expect(await settled(late, 1)).toEqual(["batch 1,2"]);
    const [start = 0] = recorder.timesOf(full);
    expect((recorder.timesOf(late)[0] ?? 0) - start).toBeGreaterThanOrEqual(1000);
  });

  test("an idempotency key runs once", async () => {
    const key = randomUUID();
    await sendInOrder(
      "once",
      [1, 2, 3].map((number) => ({ key, number })),
    );
    expect(await settled(key, 1)).toEqual(["run 1"]);
  });

  test("an event id runs once", async () => {
    const key = randomUUID();
    await Promise.all([1, 2, 3].map(() => send("plain", { key }, key)));
    await send("plain", { key }, key);
    expect(await settled(key, 1)).toEqual(["run"]);
  });

  test("a singleton skips while one runs", async () => {
    const key = randomUUID();
    await send("singleton-skip", { key, number: 1 });
    await seen(key, 1);
    await send("singleton-skip", { key, number: 2 });
    expect(await settled(key, 2)).toEqual(["begun 1", "ended 1"]);
  });

  test("a singleton replaces the one that runs", async () => {
    const key = randomUUID();
    await send("singleton-cancel", { key, number: 1 });
    await seen(key, 1);
    await send("singleton-cancel", { key, number: 2 });
    const entries = await until(
      () => recorder.of(key),
      (all) => all.includes("ended 2"),
      patience,
    );
    expect(entries.filter((entry) => !entry.startsWith("cancelled"))).toEqual(["begun 1", "begun 2", "ended 2"]);
  });
});
