import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedRunner } from "#inngest/embedded/embedded-runner.ts";
import type { TestDatabase } from "#scripts/database-for-tests.ts";
import type { ContractClient } from "./contract-client.ts";
import { createTarget, openTestDatabase } from "./embedded-target.ts";
import { createRecorder, until } from "./recorder.ts";

// What a real server does by its own clock or dashboard: crons, deadlines, priority, controls, refusals.
const patience = 20_000;
const recorder = createRecorder();
let database: TestDatabase;
let client: ContractClient;
let runner: EmbeddedRunner;
let offset = 0;
const clock = { now: () => new Date(Date.now() + offset) };

function functions(from: ContractClient) {
  const long = from.createFunction({ id: "long", triggers: [{ event: "only/long" }] }, async ({ event, step }) => {
    let sum = 0;
    for (let turn = 0; turn < 500; turn += 1) sum += await step.run(`turn ${turn}`, () => turn);
    recorder.note(event.data.key, `sum ${sum}`);
  });
  const daily = from.createFunction(
    { id: "daily", triggers: [{ cron: "TZ=Europe/Berlin 0 9 * * *" }] },
    async ({ event }) =>
      recorder.note("daily", `${event.name} ${(event.data as { scheduledAt?: string }).scheduledAt}`),
  );
  const signalled = from.createFunction(
    {
      id: "signalled",
      triggers: [{ event: "only/signal" }],
      onFailure: async ({ error, event }) => recorder.note(event.data.event.data.key, error.message),
    },
    async ({ step }) => step.waitForSignal("signal", { signal: "never", timeout: "1h", onConflict: "fail" }),
  );
  const ranked = from.createFunction(
    { id: "ranked", concurrency: 1, priority: { run: "event.data.priority" }, triggers: [{ event: "only/ranked" }] },
    async ({ event, step }) => {
      await step.run("work", async () => {
        recorder.note(event.data.key, `priority ${event.data.priority}`);
        await delay(150);
      });
    },
  );
  const late = from.createFunction(
    { id: "late", concurrency: 1, timeouts: { start: "1h" }, triggers: [{ event: "only/late" }] },
    async ({ event, step }) => {
      recorder.note(event.data.key, "begun");
      await step.run("work", () =>
        until(
          () => recorder.of(`${event.data.key} go`),
          (entries) => entries.length > 0,
          patience,
        ),
      );
      recorder.note(event.data.key, "ended");
    },
  );
  const parked = from.createFunction(
    { id: "parked", triggers: [{ event: "only/parked" }] },
    async ({ event, step }) => {
      await step.run("begin", () => recorder.note(event.data.key, "begun"));
      await step.waitForEvent("forever", { event: "only/never", timeout: "30d" });
      recorder.note(event.data.key, "ended");
    },
  );
  const keyed = from.createFunction(
    {
      id: "keyed",
      concurrency: [{ limit: 1, key: "event.data.text" }],
      idempotency: "event.data.text",
      triggers: [{ event: "only/keyed" }],
    },
    async ({ event, step }) => {
      await step.run(event.data.text.slice(0, 20), () => recorder.note(event.data.key, "run"));
    },
  );
  return [long, daily, signalled, ranked, late, parked, keyed];
}

beforeAll(async () => {
  database = await openTestDatabase();
  ({ client, runner } = createTarget({ databaseUrl: database.appUrl, functions, runner: { clock } }));
  await runner.start();
}, 120_000);

afterAll(async () => {
  await runner.stop();
  await database.remove();
});

const seen = (key: string, count: number) =>
  until(
    () => recorder.of(key),
    (entries) => entries.length >= count,
    patience,
  );

describe("embedded runner", () => {
  test("a run of 500 steps ends", async () => {
    const key = randomUUID();
    await client.send({ name: "only/long", data: { key } });
    expect(
      await until(
        () => recorder.of(key),
        (entries) => entries.length > 0,
        60_000,
      ),
    ).toEqual(["sum 124750"]);
  });

  test("an operation that it does not know fails the run, by name", async () => {
    const key = randomUUID();
    await client.send({ name: "only/signal", data: { key } });
    expect((await seen(key, 1))[0]).toContain("WaitForSignal");
  });

  test("of queued runs, the preferred one is first", async () => {
    const key = randomUUID();
    await client.send([0, 1, 2].map((turn) => ({ name: "only/ranked", data: { key, priority: turn * 100 } })));
    expect(await seen(key, 3)).toEqual(["priority 200", "priority 100", "priority 0"]);
  });

  test.each([["\u0000"], ["\ud800 half"], ["é".repeat(50_000)], ["'; drop table x; -- \\ {a,b}"], [""]])(
    "keys and step names may be any text (%#)",
    async (text) => {
      const key = randomUUID();
      await client.send([1, 2].map(() => ({ name: "only/keyed", data: { key, text } })));
      expect(await seen(key, 1)).toEqual(["run"]);
    },
  );

  test("a cancelled run goes no further, and is cancelled once", async () => {
    const key = randomUUID();
    await client.send({ name: "only/parked", data: { key } });
    await seen(key, 1);
    const [run] = await runner.list({ functionId: "contract-parked", live: true });
    const waits = async () => (await runner.inspect(run?.id ?? ""))?.steps.length === 2;
    for (let end = Date.now() + patience; !(await waits()) && Date.now() < end; );
    expect(run).toMatchObject({ status: "running", endedAt: null });
    expect(await runner.cancel(run?.id ?? "")).toBe(true);
    expect(await runner.cancel(run?.id ?? "")).toBe(false);
    const inspected = await runner.inspect(run?.id ?? "");
    expect(inspected).toMatchObject({ status: "cancelled", output: null });
    expect(inspected?.steps.map((step) => step.name)).toEqual(["begin", "forever"]);
    expect(await runner.inspect("none")).toBeNull();
  });

  test("what is not an event is refused with its field, and the runner's own names are", async () => {
    const post = (body: string) => runner.fetch("http://runner.internal/e/key", { method: "POST", body });
    const noName = await post(JSON.stringify({ data: {} }));
    expect(noName.status).toBe(400);
    expect((await post("{")).status).toBe(400);
    expect((await post(JSON.stringify({ name: "a", id: "\u0000" }))).status).toBe(400);
    expect((await post(JSON.stringify({ name: "inngest/function.failed" }))).status).toBe(400);
    const unknown = await runner.fetch("http://runner.internal/v1/signals", { method: "POST", body: "{}" });
    expect(unknown.status).toBe(501);
  });

  test("a function with an option that it cannot do stops the start, by name", async () => {
    const refused = createTarget({
      databaseUrl: database.appUrl,
      functions: (from) => [
        from.createFunction(
          { id: "jittery", triggers: [{ cron: "* * * * *", jitter: "30s" } as { cron: string }] },
          async () => undefined,
        ),
      ],
    });
    await expect(refused.runner.start()).rejects.toThrow(/contract-jittery.*jitter/);
    await refused.runner.stop();
  });

  test("a run that could not start in time is cancelled; a cron fires once per slot, in its zone", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await client.send({ name: "only/late", data: { key: first } });
    await seen(first, 1);
    await client.send({ name: "only/late", data: { key: second } });
    offset = 25 * 3_600_000;
    await Promise.all([runner.poll(), runner.poll()]);
    recorder.note(`${first} go`, "now");
    await until(
      () => recorder.of(first),
      (entries) => entries.includes("ended"),
      patience,
    );
    const runs = await runner.list({ functionId: "contract-late" });
    expect(runs.filter((run) => run.status === "cancelled")).toHaveLength(1);
    const [fired, ...more] = await seen("daily", 1);
    expect(more).toEqual([]);
    const slot = new Date(fired?.split(" ")[1] ?? "");
    const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZone: "Europe/Berlin" }).format(slot);
    expect(hour).toBe("09");
    expect(recorder.of(second)).toEqual([]);
  });

  test("health counts what waits", async () => {
    const health = await runner.health();
    expect(health).toMatchObject({ active: true, workers: 1, queued: 0, oldestDueMilliseconds: 0 });
    expect(health.nextTimerAt?.getTime()).toBeGreaterThan(clock.now().getTime());
  });
});
