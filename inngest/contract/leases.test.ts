import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "#scripts/database-for-tests.ts";
import type { ContractClient } from "./contract-client.ts";
import { createTarget, openTestDatabase } from "./embedded-target.ts";
import { createRecorder, type Recorder, until } from "./recorder.ts";

const patience = 20_000;
let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  admin = new pg.Client({ connectionString: database.directUrl });
  await admin.connect();
}, 120_000);

afterAll(async () => {
  await admin.end();
  await database.remove();
});

/** A step that waits until it is let go, in the process that is meant to be slow. */
function gate(): { open: () => void; passed: Promise<void> } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

const slowFunction =
  (recorder: Recorder, name: string, held: Promise<void> | undefined) => (client: ContractClient) => [
    client.createFunction({ id: "slow", triggers: [{ event: "lease/slow" }] }, async ({ event, step }) => {
      const { key } = event.data;
      await step.run("first", async () => {
        recorder.note(key, `${name} first`);
        await held;
      });
      await step.run("second", () => recorder.note(key, `${name} second`));
      recorder.note(key, `${name} end`);
    }),
  ];

describe("leases", () => {
  test("a worker that was silent past its lease is taken over, and what it writes afterwards is refused", async () => {
    const recorder = createRecorder();
    const key = randomUUID();
    const { open, passed } = gate();
    const slow = createTarget({
      databaseUrl: database.appUrl,
      functions: slowFunction(recorder, "silent", passed),
      runner: { leaseMilliseconds: 3_600_000, pollMilliseconds: 3_600_000 },
    });
    await slow.runner.start();
    await slow.client.send({ name: "lease/slow", data: { key } });
    await until(
      () => recorder.of(key),
      (entries) => entries.length === 1,
      patience,
    );
    // as if the process had been stopped for longer than its lease
    await admin.query("update runner.worker set lease_until = now() - interval '1 second'");
    const other = createTarget({ databaseUrl: database.appUrl, functions: slowFunction(recorder, "other", undefined) });
    await other.runner.start();
    await until(
      () => recorder.of(key),
      (entries) => entries.includes("other end"),
      patience,
    );
    open();
    await slow.runner.stop();
    await other.runner.stop();
    expect(recorder.of(key)).toEqual(["silent first", "other first", "other second", "other end"]);
    const steps = await admin.query(
      "select name from runner.step s join runner.run r on r.id = s.run_id where r.status = 'completed'",
    );
    expect(steps.rows.map((row) => row.name).sort()).toEqual(["first", "second"]);
  });

  test("a worker that lost its lease goes on under a new one", async () => {
    const recorder = createRecorder();
    const target = createTarget({
      databaseUrl: database.appUrl,
      functions: slowFunction(recorder, "renewed", undefined),
      runner: { leaseMilliseconds: 400 },
    });
    await target.runner.start();
    await admin.query("delete from runner.worker");
    const key = randomUUID();
    const isBack = async () => (await target.runner.health()).workers === 1;
    for (let end = Date.now() + patience; !(await isBack()) && Date.now() < end; );
    await target.client.send({ name: "lease/slow", data: { key } });
    await until(
      () => recorder.of(key),
      (entries) => entries.includes("renewed end"),
      patience,
    );
    await target.runner.stop();
  });

  test("a runner that stops gives its work to the next at once", async () => {
    const recorder = createRecorder();
    const key = randomUUID();
    const held = gate();
    const first = createTarget({
      databaseUrl: database.appUrl,
      functions: slowFunction(recorder, "first", held.passed),
    });
    await first.runner.start();
    await first.client.send({ name: "lease/slow", data: { key } });
    await until(
      () => recorder.of(key),
      (entries) => entries.length === 1,
      patience,
    );
    await first.runner.stop({ graceMilliseconds: 50 });
    const next = createTarget({ databaseUrl: database.appUrl, functions: slowFunction(recorder, "next", undefined) });
    await next.runner.start();
    await until(
      () => recorder.of(key),
      (entries) => entries.includes("next end"),
      3000,
    );
    held.open();
    await next.runner.stop();
  });

  test("two runners on one database share the work, each run once", async () => {
    const recorder = createRecorder();
    const functions = (name: string) => (client: ContractClient) => [
      client.createFunction({ id: "shared", triggers: [{ event: "lease/shared" }] }, async ({ event, step }) => {
        const { key } = event.data;
        await Promise.all([1, 2].map((part) => step.run(`part ${part}`, () => recorder.note(key, `part ${part}`))));
        await step.run("who", () => recorder.note("who", name));
        recorder.note(key, "end");
      }),
    ];
    const runner = { capacity: 4, pollMilliseconds: 20 };
    const targets = ["one", "two"].map((name) =>
      createTarget({ databaseUrl: database.appUrl, functions: functions(name), runner }),
    );
    for (const target of targets) await target.runner.start();
    const keys = Array.from({ length: 100 }, () => randomUUID());
    await Promise.all(
      keys.map((key, index) => targets[index % 3 === 0 ? 1 : 0]?.client.send({ name: "lease/shared", data: { key } })),
    );
    await until(
      () => keys.filter((key) => recorder.of(key).includes("end")).length,
      (count) => count === keys.length,
      patience,
    );
    for (const key of keys) expect(recorder.of(key).sort()).toEqual(["end", "part 1", "part 2"]);
    expect(new Set(recorder.of("who"))).toEqual(new Set(["one", "two"]));
    for (const target of targets) await target.runner.stop();
  });
});
