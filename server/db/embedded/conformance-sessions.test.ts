import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConformanceTarget, connected, eventually, startConformanceTarget } from "./conformance-target.ts";

let target: ConformanceTarget;
const open: pg.Client[] = [];

beforeAll(async () => {
  target = await startConformanceTarget();
});
afterAll(async () => {
  await Promise.all(open.map((client) => client.end()));
  await target.stop();
});

async function client(user?: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const one = await connected(target.url(user), options);
  open.push(one);
  return one;
}

const value = async (one: pg.Client, sql: string, parameters: unknown[] = []): Promise<unknown> =>
  Object.values((await one.query<Record<string, unknown>>(sql, parameters)).rows[0] ?? {})[0];
const failure = (work: Promise<unknown>): Promise<{ code?: string; message: string } | undefined> =>
  work.then(
    () => undefined,
    (error: { code?: string; message: string }) => error,
  );

test("a setting stays with the client that made it, and comes back with its turn", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("set statement_timeout = '7s'");
  await one.query("set app.colour = 'blue'");
  await two.query("set search_path = pg_catalog");
  for (let round = 0; round < 3; round++) {
    expect(await value(one, "show statement_timeout")).toBe("7s");
    expect(await value(two, "show statement_timeout")).toBe("0");
    expect(await value(one, "show app.colour")).toBe("blue");
    expect(await value(two, "select current_setting('app.colour', true)")).toBeOneOf([null, ""]);
    expect(await value(two, "show search_path")).toBe("pg_catalog");
    expect(await value(one, "show search_path")).not.toBe("pg_catalog");
  }
  await one.query("reset statement_timeout");
  expect(await value(two, "select 1")).toBe(1);
  expect(await value(one, "show statement_timeout")).toBe("0");
});

test("settings made by set_config and by DO stay with their client too", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("select set_config('app.plain', $1, false), set_config('work_mem', '3MB', false)", ["mine"]);
  await one.query("do $$ begin perform set_config('lock_timeout', '4s', false); end $$");
  expect(await value(two, "show work_mem")).not.toBe("3MB");
  expect(await value(two, "show lock_timeout")).toBe("0");
  expect(await value(two, "select current_setting('app.plain', true)")).toBeOneOf([null, ""]);
  expect(await value(one, "show work_mem")).toBe("3MB");
  expect(await value(one, "show lock_timeout")).toBe("4s");
  expect(await value(one, "show app.plain")).toBe("mine");
});

test("a setting of a transaction ends with it, and one that is rolled back never was", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("begin");
  await one.query("select set_config('app.tenant', 'a', true)");
  await one.query("set local lock_timeout = '9s'");
  expect(await value(one, "show app.tenant")).toBe("a");
  await one.query("commit");
  await one.query("begin");
  await one.query("set lock_timeout = '3s'");
  await one.query("rollback");
  expect(await value(two, "show lock_timeout")).toBe("0");
  expect(await value(one, "show lock_timeout")).toBe("0");
  expect(await value(one, "select current_setting('app.tenant', true)")).toBeOneOf([null, ""]);
});

test("settings asked for when connecting hold for that client only", async () => {
  const [one, two] = [await client(undefined, { statement_timeout: 4321, options: "-c app.start=up" }), await client()];
  expect(await value(two, "show statement_timeout")).toBe("0");
  expect(await value(one, "show statement_timeout")).toBe("4321ms");
  expect(await value(one, "show app.start")).toBe("up");
});

test("DISCARD ALL forgets what the client set and prepared, and nothing of others", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("set statement_timeout = '7s'");
  await two.query("set statement_timeout = '5s'");
  await two.query({ name: "kept", text: "select 1 a" });
  await one.query("discard all");
  expect(await value(one, "show statement_timeout")).toBe("0");
  expect(await value(two, "show statement_timeout")).toBe("5s");
  expect((await two.query({ name: "kept", text: "select 1 a" })).rows).toEqual([{ a: 1 }]);
});

test("each user is its own: current_user, rights, SET ROLE", async () => {
  const [owner, reader, writer] = [await client(), await client("reader"), await client("writer")];
  await owner.query("create table guarded (a int)");
  const readerName = String(await value(reader, "select current_user"));
  const writerName = String(await value(writer, "select current_user"));
  expect(readerName).toMatch(/reader$/);
  await owner.query(`grant select on guarded to ${readerName}; grant select, insert on guarded to ${writerName}`);
  for (let round = 0; round < 3; round++) {
    await writer.query("insert into guarded values ($1)", [round]);
    expect((await failure(reader.query("insert into guarded values (9)")))?.code).toBe("42501");
    expect(await value(reader, "select count(*)::int from guarded")).toBe(round + 1);
    expect(await value(owner, "select session_user::text")).toBe("postgres");
  }
  expect((await failure(reader.query("set role postgres")))?.code).toBe("42501");
  await owner.query(`set role ${readerName}`);
  expect(await value(writer, "select current_user::text")).toBe(writerName);
  expect(await value(owner, "select current_user::text")).toBe(readerName);
  await owner.query("reset role");
  expect(await value(owner, "select current_user::text")).toBe("postgres");
});

test("nobody becomes another user in mid-session", async () => {
  const reader = await client("reader");
  expect(await failure(reader.query("set session authorization postgres"))).toBeDefined();
  expect(await failure(reader.query("select set_config('session_authorization', 'postgres', false)"))).toBeDefined();
  await failure(
    reader.query("do $$ begin perform set_config('session_' || 'authorization', 'postgres', false); end $$"),
  );
  const again = await client("reader");
  expect(String(await value(again, "select current_user::text"))).toMatch(/reader$/);
});

test("an unknown user, a wrong database and (with passwords) a wrong password are refused", async () => {
  const url = new URL(target.url());
  url.username = "nobody_here";
  expect((await failure(new pg.Client({ connectionString: url.toString() }).connect()))?.code).toBeOneOf([
    "28000",
    "28P01",
  ]);
  const elsewhere = new URL(target.url());
  elsewhere.pathname = "/not_there";
  expect((await failure(new pg.Client({ connectionString: elsewhere.toString() }).connect()))?.code).toBe("3D000");
});

test("prepared statements of the same name do not meet", async () => {
  const clients = await Promise.all(Array.from({ length: 6 }, () => client()));
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      clients.map((one, index) =>
        one.query<{ v: number }>({ name: "same", text: `select ${index} * 1000 + $1::int as v`, values: [round] }),
      ),
    );
    expect(answers.map(({ rows: [row] }) => row?.v)).toEqual(clients.map((_, index) => index * 1000 + round));
  }
});

test("PREPARE, EXECUTE and DEALLOCATE in SQL are the client's own", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("prepare plan (int) as select $1 + 1 as v");
  await two.query("prepare plan (int) as select $1 + 2 as v");
  expect(await value(one, "execute plan(10)")).toBe(11);
  expect(await value(two, "execute plan(10)")).toBe(12);
  await one.query("deallocate plan");
  expect((await failure(one.query("execute plan(1)")))?.code).toBe("26000");
  expect(await value(two, "execute plan(1)")).toBe(3);
});

test("a notification reaches every client that listens, once its transaction has committed", async () => {
  const [one, two, three, sender] = [await client(), await client(), await client(), await client()];
  const heard: string[] = [];
  for (const [name, listener] of Object.entries({ one, two, three })) {
    listener.on("notification", ({ channel, payload }) => heard.push(`${name}:${channel}:${payload}`));
  }
  await one.query("listen news");
  await two.query('listen "News"');
  await two.query("listen news");
  await three.query("listen other");
  await sender.query("notify news, 'first'");
  await eventually(() => heard.length === 2);
  await sender.query("begin");
  await sender.query("select pg_notify('news', 'undone')");
  await sender.query("rollback");
  await two.query("unlisten news");
  await sender.query("begin");
  await sender.query("select pg_notify('news', 'second'), pg_notify('News', 'quoted')");
  await sender.query("commit");
  await eventually(() => heard.length === 4);
  await three.query("begin; listen news; rollback");
  await sender.query("notify news, 'third'");
  await eventually(() => heard.length === 5);
  expect(heard.sort()).toEqual([
    "one:news:first",
    "one:news:second",
    "one:news:third",
    "two:News:quoted",
    "two:news:first",
  ]);
});

test("transaction-level advisory locks exclude each other", async () => {
  const [one, two] = [await client(), await client()];
  let inside = 0;
  let most = 0;
  const work = async (who: pg.Client): Promise<void> => {
    await who.query("begin");
    await who.query("select pg_advisory_xact_lock(77)");
    most = Math.max(most, ++inside);
    await new Promise((next) => setTimeout(next, 5));
    inside--;
    await who.query("commit");
  };
  for (let round = 0; round < 5; round++) await Promise.all([work(one), work(two)]);
  expect(most).toBe(1);
});

test("temporary tables of a transaction are its own", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("begin");
  await one.query("create temporary table scratch (a int) on commit drop");
  await one.query("insert into scratch values (1)");
  expect(await value(one, "select a from scratch")).toBe(1);
  await one.query("commit");
  expect((await failure(two.query("select * from scratch")))?.code).toBe("42P01");
  expect((await failure(one.query("select * from scratch")))?.code).toBe("42P01");
});

test("what one backend cannot keep apart is refused with a reason", async (context) => {
  if (!target.embedded) return context.skip();
  const one = await client();
  for (const sql of [
    "create temp table lasting (a int)",
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_lock(1) as l",
    "declare c cursor with hold for select 1",
    "select 1; prepare p as select 1",
  ]) {
    const error = await failure(one.query(sql));
    expect(error).toMatchObject({ code: "0A000" });
  }
  expect((await failure(one.query("create temp table lasting as select $1::int a", [1])))?.code).toBe("0A000");
  await one.query("begin");
  expect((await failure(one.query("create temp table lasting (a int)")))?.code).toBe("0A000");
  expect((await failure(one.query("select 1")))?.code).toBe("25P02");
  await one.query("rollback");
  expect(await value(one, "select 'set role temp table'::text")).toBe("set role temp table");
});

test("a statement limit ends a statement that takes longer, and only that one", async () => {
  const [one, two] = [await client(), await client()];
  await one.query("set statement_timeout = '150ms'");
  expect((await failure(one.query("select pg_sleep(0.01) from generate_series(1, 500)")))?.code).toBe("57014");
  expect(await value(two, "select 1 from pg_sleep(0.2)")).toBe(1);
  expect(await value(one, "select 2")).toBe(2);
});
