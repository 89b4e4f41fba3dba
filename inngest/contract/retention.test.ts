import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "#scripts/database-for-tests.ts";
import { createTarget, openTestDatabase } from "./embedded-target.ts";
import { createRecorder, until } from "./recorder.ts";

const day = 86_400_000;
const patience = 20_000;
const recorder = createRecorder();
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

async function count(table: string): Promise<number> {
  const result = await admin.query<{ count: number }>(`select count(*)::integer as count from runner.${table}`);
  return result.rows[0]?.count ?? 0;
}

async function untilCounts(expected: Record<string, number>): Promise<void> {
  const counts: Record<string, number> = {};
  for (let end = Date.now() + patience; Date.now() < end; ) {
    for (const table of Object.keys(expected)) counts[table] = await count(table);
    if (JSON.stringify(counts) === JSON.stringify(expected)) break;
  }
  expect(counts).toEqual(expected);
}

test("ended work goes step results first, then runs and events; live work and its event stay; an event id is new after a day", async () => {
  let offset = 0;
  const { client, runner } = createTarget({
    databaseUrl: database.appUrl,
    runner: {
      clock: { now: () => new Date(Date.now() + offset) },
      retention: { stepMilliseconds: 2 * day, runMilliseconds: 5 * day, sweepMilliseconds: 20 },
    },
    functions: (from) => [
      from.createFunction({ id: "short", triggers: [{ event: "retention/short" }] }, async ({ event, step }) => {
        await step.run("one", () => 1);
        recorder.note(event.data.key, "end");
      }),
      from.createFunction({ id: "long", triggers: [{ event: "retention/long" }] }, async ({ event, step }) => {
        await step.run("one", () => 1);
        await step.waitForEvent("wait", { event: "retention/go", timeout: "300d" });
        recorder.note(event.data.key, "end");
      }),
    ],
  });
  await runner.start();
  const key = randomUUID();
  const send = () => client.send({ name: "retention/short", id: key, data: { key } });
  await send();
  await client.send({ name: "retention/long", data: { key: "long" } });
  await until(
    () => recorder.of(key),
    (entries) => entries.length === 1,
    patience,
  );
  await untilCounts({ run: 2, step: 3, event: 2, item: 0 });
  await send();
  offset = 1.1 * day;
  for (let end = Date.now() + patience; Date.now() < end; ) {
    const known = await admin.query("select 1 from runner.event where external_id is not null");
    if (known.rows.length === 0) break;
  }
  await send();
  await until(
    () => recorder.of(key),
    (entries) => entries.length === 2,
    patience,
  );
  offset = 3.5 * day;
  await untilCounts({ step: 2, run: 3 });
  offset = 7 * day;
  await untilCounts({ step: 2, run: 1, event: 1 });
  await client.send({ name: "retention/go", data: {} });
  await until(
    () => recorder.of("long"),
    (entries) => entries.length === 1,
    patience,
  );
  await runner.stop();
});
