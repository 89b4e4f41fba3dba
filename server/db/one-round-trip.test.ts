import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { inOneRoundTrip } from "./one-round-trip.ts";
import { newWorkspace } from "./test-database.ts";
import { inWorkspace, queryInWorkspace, type Transaction } from "./transaction.ts";

const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

let workspaceId: string;
beforeEach(async () => {
  ({ workspaceId } = await newWorkspace({ name: "Before" }));
});

const begin = () =>
  `begin; select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', '${workspaceId}', true)`;
const rename = (name: string) => ({ text: "update workspace set name = $1", values: [name] });
const nameNow = async (): Promise<unknown> => {
  const { rows } = await owner.query("select name from workspace where id = $1", [workspaceId]);
  return rows[0].name;
};
const numbers = (tx: Transaction, count: number) =>
  Array.from({ length: count }, (_, n) => tx.$queryRaw<{ n: number }[]>`select ${n}::int as n`);

/** The socket of the connection that the product's pool hands out next. */
const nextSocket = (): Promise<Socket> =>
  new Promise((found) => {
    database().pool.once("acquire", (client) => {
      found((client as unknown as { connection: { stream: Socket } }).connection.stream);
    });
  });

test("a statement that fails undoes those before it, those after it are not done, and the next transaction is well", async () => {
  const failing = inOneRoundTrip(begin(), [rename("Halfway"), { text: "select 1 / 0" }, rename("After")]);
  await expect(failing).rejects.toThrow("division by zero");
  expect(await nameNow()).toBe("Before");
  const [row] = await queryInWorkspace(workspaceId, Prisma.sql`select name from workspace`);
  expect(row).toEqual({ name: "Before" });
});

test("a transaction that cannot take its role does nothing", async () => {
  const failing = inOneRoundTrip("begin; set local role nobody_at_all", [rename("After")]);
  await expect(failing).rejects.toThrow(/nobody_at_all/);
  expect(await nameNow()).toBe("Before");
});

test("questions that are asked at once inside a transaction are each given their own answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => inWorkspace(workspaceId, (tx) => Promise.all(numbers(tx, 40)))),
  );
  for (const answer of answers) expect(answer.map(([row]) => row?.n)).toEqual(Array.from({ length: 40 }, (_, n) => n));
});

test("one of many at once that fails takes its transaction back, and the connection serves the next", async () => {
  for (let round = 0; round < 15; round++) {
    const failing = inWorkspace(workspaceId, async (tx) => {
      const failed = tx.$queryRaw`select 1 / 0`;
      const late = tx.workspace.updateMany({ data: { name: "After" } });
      await Promise.all([...numbers(tx, 5), failed, late, ...numbers(tx, 5)]);
    });
    await expect(failing).rejects.toThrow("division by zero");
  }
  expect(await nameNow()).toBe("Before");
  expect(await inWorkspace(workspaceId, (tx) => Promise.all(numbers(tx, 3)))).toEqual([
    [{ n: 0 }],
    [{ n: 1 }],
    [{ n: 2 }],
  ]);
});

test("a statement whose preparation failed with its transaction is prepared by the next one", async () => {
  const client = await database().pool.connect();
  const prepared = { name: "first_in_a_failed_one", text: "select $1::int as n", values: [7] };
  try {
    const sent = ["begin", "select 1 / 0", prepared, prepared, "rollback"].map((one) => client.query(one as string));
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    expect((await client.query(prepared)).rows).toEqual([{ n: 7 }]);
    expect((await client.query(prepared)).rows).toEqual([{ n: 7 }]);
  } finally {
    client.release();
  }
});

test("a connection that is cut off fails all that it was asked, commits nothing of it, and another takes its place", async () => {
  const socket = nextSocket();
  const failing = inWorkspace(workspaceId, async (tx) => {
    await tx.workspace.updateMany({ data: { name: "After" } });
    const asked = numbers(tx, 10);
    (await socket).destroy();
    const outcomes = await Promise.allSettled([...asked, ...numbers(tx, 3)]);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    return Promise.all(asked);
  });
  await expect(failing).rejects.toThrow();
  expect(await inWorkspace(workspaceId, (tx) => Promise.all(numbers(tx, 2)))).toEqual([[{ n: 0 }], [{ n: 1 }]]);
  expect(await nameNow()).toBe("Before");
});

test("one round trip that is cut off is done whole or not at all", async () => {
  for (let round = 0; round < 10; round++) {
    const cut = nextSocket().then(async (socket) => {
      await delay(round / 4);
      // `closed` is true at once; the pool hears of it only with the event
      const closed = once(socket, "close");
      socket.destroy();
      await closed;
    });
    const name = `Round ${round}`;
    const both = [rename(name), { text: "update operator set name = $1", values: [name] }];
    await Promise.allSettled([inOneRoundTrip(begin(), both), cut]);
    const { rows } = await owner.query(
      "select w.name = $2 as done, o.name = $2 as same from workspace w join operator o on o.workspace_id = w.id where w.id = $1",
      [workspaceId, name],
    );
    expect(rows[0].done).toBe(rows[0].same);
  }
});

test("a statement that is cancelled takes its own transaction back, and no other", async (context) => {
  // the embedded database has one backend, where nobody waits for a lock: what waits there is cancelled before it begins
  if (!process.env.TEST_DATABASE_URL) return context.skip();
  const locker = new pg.Client({ connectionString: process.env.DIRECT_URL });
  await locker.connect();
  await locker.query("begin");
  await locker.query("select 1 from workspace where id = $1 for update", [workspaceId]);
  const waiting = inOneRoundTrip(begin(), [rename("After"), { text: "select 1 as n" }]);
  const failed = expect(waiting).rejects.toThrow(/canceling statement/);
  // asked outside the transaction that locks: within one, the list of sessions stays as it was at first sight
  const cancel = `select pg_cancel_backend(pid) from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database() and query like 'update workspace set name%'`;
  await expect.poll(async () => (await owner.query(cancel)).rowCount, { timeout: 20_000 }).toBe(1);
  await failed;
  await locker.end();
  expect(await inWorkspace(workspaceId, (tx) => Promise.all(numbers(tx, 2)))).toEqual([[{ n: 0 }], [{ n: 1 }]]);
  expect(await nameNow()).toBe("Before");
});
