import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConformanceTarget, connected, eventually, startConformanceTarget } from "./conformance-target.ts";

let target: ConformanceTarget;
let pool: pg.Pool;

beforeAll(async () => {
  target = await startConformanceTarget();
  pool = new pg.Pool({ connectionString: target.url(), max: 10 });
  pool.on("error", () => {});
});
afterAll(async () => {
  await pool.end();
  await target.stop();
});

const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));
const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );

test("large parameters of eight clients land in their own tables, byte for byte", async () => {
  await pool.query(
    "create table left_side (w int, k int, body text); create table right_side (w int, k int, body text)",
  );
  const sizes = [8, 60, 100, 400];
  const bodyOf = (w: number, k: number): string => `${w}/${k}:`.repeat(64).padEnd((sizes[k % 4] ?? 8) * 1024, "y");
  await Promise.all(
    Array.from({ length: 8 }, async (_, w) => {
      const client = await connected(target.url());
      for (let k = 0; k < 12; k++) {
        const table = w % 2 ? "right_side" : "left_side";
        await client.query(`insert into ${table} (w, k, body) values ($1, $2, $3)`, [w, k, bodyOf(w, k)]);
      }
      await client.end();
    }),
  );
  const { rows } = await pool.query<{ side: number; w: number; k: number; hash: string }>(
    `select 0 side, w, k, md5(body) hash from left_side union all select 1, w, k, md5(body) from right_side`,
  );
  const wrong = rows.filter(
    ({ side, w, k, hash }) => side !== w % 2 || hash !== createHash("md5").update(bodyOf(w, k)).digest("hex"),
  );
  expect(rows).toHaveLength(96);
  expect(wrong).toEqual([]);
});

test("eight hundred different questions at once each get their own answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 800 }, (_, k) =>
      pool.query<{ value: number; k: number }>(`select $1::int as value, ${k} as k, '${"x".repeat(k % 50)}' as pad`, [
        k * 7,
      ]),
    ),
  );
  const wrong = answers.filter(({ rows: [row] }, k) => row?.k !== k || row.value !== k * 7);
  expect(wrong).toHaveLength(0);
});

test("a large result arrives whole", async () => {
  const { rows } = await pool.query<{ g: number; pad: string }>(
    "select g, repeat('z', 500) pad from generate_series(1, 20000) g",
  );
  expect(rows).toHaveLength(20000);
  expect(rows.every((row, index) => row.g === index + 1 && row.pad.length === 500)).toBe(true);
});

test("interleaved transactions with row locks and time to think keep a sum", async () => {
  await pool.query(
    "create table account (id int primary key, balance int); insert into account select g, 100 from generate_series(1, 10) g",
  );
  const transfer = async (index: number): Promise<void> => {
    const client = await pool.connect();
    const [first = 0, second = 0] = [1 + (index % 10), 1 + ((index * 7 + 3) % 10)].sort((a, b) => a - b);
    await client.query("begin");
    await client.query("select 1 from account where id in ($1, $2) order by id for update", [first, second]);
    await pause(2);
    await client.query("update account set balance = balance - 1 where id = $1", [first]);
    await client.query("update account set balance = balance + 1 where id = $1", [second]);
    await client.query(index % 5 === 0 ? "rollback" : "commit");
    client.release();
  };
  await Promise.all(Array.from({ length: 100 }, (_, index) => transfer(index)));
  const { rows } = await pool.query(
    "select sum(balance)::int total, count(*) filter (where balance <> 100)::int changed from account",
  );
  expect(rows[0]?.total).toBe(1000);
  expect(rows[0]?.changed).toBeGreaterThan(0);
});

test("an increment under serial transactions is never lost", async () => {
  await pool.query("create table counter (n int); insert into counter values (0)");
  await Promise.all(Array.from({ length: 200 }, () => pool.query("update counter set n = n + 1")));
  expect((await pool.query("select n from counter")).rows).toEqual([{ n: 200 }]);
});

test("a rollback leaves nothing", async () => {
  const client = await pool.connect();
  await client.query("create table undone (a int)");
  await client.query("begin");
  await client.query("insert into undone values (1)");
  await client.query("rollback");
  expect((await client.query("select * from undone")).rows).toEqual([]);
  client.release();
});

test("after an error a connection goes on; in a transaction it waits for the rollback", async () => {
  const client = await pool.connect();
  expect(await codeOf(client.query("select * from does_not_exist"))).toBe("42P01");
  expect((await client.query("select 1 a")).rows).toEqual([{ a: 1 }]);
  await client.query("begin");
  expect(await codeOf(client.query("select 1 / 0"))).toBe("22012");
  expect(await codeOf(client.query("select 1"))).toBe("25P02");
  await client.query("rollback");
  expect((await client.query("select 2 a")).rows).toEqual([{ a: 2 }]);
  client.release();
});

test("a deferred constraint that fails at COMMIT is an error, and nothing is kept", async () => {
  await pool.query("create table parent (id int primary key)");
  await pool.query("create table child (parent int references parent deferrable initially deferred)");
  const client = await pool.connect();
  await client.query("begin");
  await client.query("insert into child values (7)");
  expect(await codeOf(client.query("commit"))).toBe("23503");
  expect((await client.query("select * from child")).rows).toEqual([]);
  client.release();
});

test("a client that breaks off in a transaction is rolled back and blocks nobody", async () => {
  await pool.query("create table broken_off (a int)");
  const client = await connected(target.url());
  await client.query("begin");
  await client.query("insert into broken_off values (1)");
  breakOff(client);
  await pool.query("insert into broken_off values (2)");
  await eventually(async () => (await pool.query("select a from broken_off")).rows.length === 1);
  expect((await pool.query("select a from broken_off")).rows).toEqual([{ a: 2 }]);
});

test("clients that break off at random moments disturb nobody else", async () => {
  await pool.query("create table survivors (a int)");
  const work = Array.from({ length: 40 }, async (_, index) => {
    if (index % 2) return pool.query("insert into survivors values ($1)", [index]);
    const client = await connected(target.url());
    const pending = client
      .query(index % 4 ? "insert into survivors values (-1)" : "begin; select pg_sleep(0.001)")
      .catch(() => {});
    await pause(index % 7);
    breakOff(client);
    return pending;
  });
  await Promise.all(work);
  const { rows } = await pool.query("select count(*)::int n from survivors where a >= 0");
  expect(rows).toEqual([{ n: 20 }]);
});

test("a client that idles in a transaction is cut off, and its work undone", async () => {
  await pool.query("create table idle (a int)");
  const client = await connected(target.url());
  const ended = new Promise((done) => client.once("end", done));
  await client.query("begin");
  await client.query("insert into idle values (1)");
  await ended;
  expect((await pool.query("select * from idle")).rows).toEqual([]);
});

test("SKIP LOCKED, savepoints, cursors and RETURNING work within a transaction", async () => {
  const client = await pool.connect();
  await client.query(
    "create table jobs (id int primary key, done bool default false); insert into jobs select g from generate_series(1, 3) g",
  );
  await client.query("begin");
  expect((await client.query("select id from jobs order by id limit 1 for update skip locked")).rows).toEqual([
    { id: 1 },
  ]);
  await client.query("savepoint here");
  expect(await codeOf(client.query("insert into jobs values (1)"))).toBe("23505");
  await client.query("rollback to savepoint here");
  await client.query("declare walk cursor for select id from jobs order by id");
  expect((await client.query("fetch 2 from walk")).rows).toEqual([{ id: 1 }, { id: 2 }]);
  expect((await client.query("update jobs set done = true where id = 1 returning done")).rows).toEqual([
    { done: true },
  ]);
  await client.query("commit");
  client.release();
});

test("several statements in one text are one transaction", async () => {
  await pool.query("create table several (a int)");
  expect(await codeOf(pool.query("insert into several values (1); select 1 / 0; insert into several values (2)"))).toBe(
    "22012",
  );
  expect((await pool.query("select * from several")).rows).toEqual([]);
});

function breakOff(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}
