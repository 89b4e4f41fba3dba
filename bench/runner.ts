import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { createEmbeddedRunner, type EmbeddedRunner } from "#inngest/embedded/embedded-runner.ts";
import { startEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { migrate } from "#server/db/migrate.ts";
import { fillFinishedRuns } from "./fill-runner-tables.ts";

// Durable three-step runs over the embedded database with fsync, or over DATABASE_URL; prints JSON. Times are milliseconds.
const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "3000" },
    single: { type: "string", default: "500" },
    waiting: { type: "string", default: "0" },
    finished: { type: "string", default: "0" },
    concurrency: { type: "string", default: "50" },
  },
});

type Measured = { runs: number; concurrency: number; runsPerSecond: number; p50: number; p99: number; maximum: number };

const signingKey = `signkey-bench-${"0123456789abcdef".repeat(4)}`;
const eventName = "bench/three-steps";
const longest = 120_000;

async function openDatabaseForBench() {
  const given = process.env.DATABASE_URL;
  if (given) return { kind: "given", owner: given, runner: given, stop: async () => undefined };
  const dataFolder = mkdtempSync(join(tmpdir(), "adjutant-bench-"));
  const postgres = await startEmbeddedPostgres({ dataFolder });
  return {
    kind: "embedded, fsync on",
    owner: postgres.url(),
    runner: postgres.url("adjutant_runner"),
    stop: async () => {
      await postgres.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function createFunctions() {
  let runner: EmbeddedRunner | undefined;
  const finished = new Map<string, () => void>();
  const client = new Inngest({
    id: "bench",
    isDev: false,
    signingKey,
    eventKey: "bench",
    baseUrl: "http://runner.internal",
    fetch: (input, init) => {
      if (!runner) throw new Error("the runner is not there yet");
      return runner.fetch(input, init);
    },
  });
  const threeSteps = client.createFunction(
    { id: "three-steps", triggers: [{ event: eventName }] },
    async ({ step }) => {
      const first = await step.run("first", async () => 1);
      const second = await step.run("second", async () => first + 1);
      return step.run("third", async () => second + 1);
    },
  );
  const waiting = client.createFunction(
    { id: "waiting", triggers: [{ event: "bench/wait" }] },
    async ({ step, event }) => {
      await step.waitForEvent("decision", {
        event: "bench/decided",
        if: "event.data.key == async.data.key",
        timeout: "30d",
      });
      return event.data.key;
    },
  );
  const functions = [threeSteps, waiting];
  return {
    client,
    finished,
    handler: serve({ client, functions }),
    use: (given: EmbeddedRunner) => {
      runner = given;
    },
  };
}

/** Completion is the end's durable write: the run's status is polled in bulk, never assumed from the function's return. */
async function measure(setting: {
  functions: ReturnType<typeof createFunctions>;
  runs: number;
  concurrency: number;
}): Promise<Measured> {
  const { functions, runs, concurrency } = setting;
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const client = async () => {
    while (next < runs && performance.now() - began < longest) {
      next += 1;
      const key = `${concurrency}-${next}`;
      const done = new Promise<void>((resolve) => functions.finished.set(key, resolve));
      const sent = performance.now();
      await functions.client.send({ name: eventName, data: { key, amount: 4200, currency: "EUR" } });
      await done;
      functions.finished.delete(key);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((left, right) => left - right);
  const at = (share: number) =>
    Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(1));
  return {
    runs: latencies.length,
    concurrency,
    runsPerSecond: Math.round(latencies.length / seconds),
    p50: at(0.5),
    p99: at(0.99),
    maximum: at(1),
  };
}

/** Starts runs that wait for an event that does not come. */
async function startWaiting(setting: {
  functions: ReturnType<typeof createFunctions>;
  runner: EmbeddedRunner;
  count: number;
}): Promise<void> {
  const group = 200;
  for (let sent = 0; sent < setting.count; sent += group) {
    const size = Math.min(group, setting.count - sent);
    const events = Array.from({ length: size }, (_, index) => ({
      name: "bench/wait",
      data: { key: `w${sent + index}` },
    }));
    await setting.functions.client.send(events);
    while ((await setting.runner.health()).running > 0) await delay(5);
  }
}

async function main(): Promise<void> {
  const database = await openDatabaseForBench();
  await migrate({ url: database.owner, folder: "prisma/migrations" });
  const functions = createFunctions();
  const runner = createEmbeddedRunner({
    databaseUrl: database.runner,
    handler: functions.handler,
    signingKey,
    onRunEnd: ({ event }) => functions.finished.get(String(event.data.key))?.(),
  });
  functions.use(runner);
  await runner.start();
  const concurrency = Number(options.concurrency);
  const [waiting, finished] = [Number(options.waiting), Number(options.finished)];
  await fillFinishedRuns({ databaseUrl: database.owner, finished });
  await startWaiting({ functions, runner, count: waiting });
  await measure({ functions, runs: 300, concurrency });
  const single = await measure({ functions, runs: Number(options.single), concurrency: 1 });
  const many = await measure({ functions, runs: Number(options.runs), concurrency });
  const cpu = process.cpuUsage();
  console.log(
    JSON.stringify(
      {
        benchmark: "runner",
        database: database.kind,
        unit: "ms",
        waiting,
        finished,
        single,
        many,
        cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(1)),
        rssMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
      },
      null,
      2,
    ),
  );
  await runner.stop();
  await database.stop();
}

await main();
