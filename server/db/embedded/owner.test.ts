import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, expect, test } from "vitest";
import { connected, eventually } from "./conformance-target.ts";
import { connectEmbeddedPostgres, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { ownerExit, passwordVariable } from "./owner-messages.ts";

const root = mkdtempSync(join(tmpdir(), "adjutant-owner-"));
const running: EmbeddedPostgres[] = [];
let folders = 0;

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  rmSync(root, { recursive: true, force: true });
});

async function start(dataFolder: string, options: { hungAfterMs?: number } = {}): Promise<EmbeddedPostgres> {
  const one = await startEmbeddedPostgres({ dataFolder, ...options });
  running.push(one);
  return one;
}

const newFolder = (): string => join(root, `data-${++folders}`);

async function rowsOf<T extends pg.QueryResultRow>(database: Pick<EmbeddedPostgres, "url">, sql: string): Promise<T[]> {
  const client = await connected(database.url());
  const { rows } = await client.query<T>(sql);
  await client.end();
  return rows;
}

/** Clients that insert numbers as fast as they can and note each one that was acknowledged. */
function startLedger(url: string, clients: number) {
  const acknowledged = new Set<number>();
  let next = 0;
  let stopped = false;
  const work = Array.from({ length: clients }, async (_, index) => {
    const client = await connected(url);
    while (!stopped) {
      const id = ++next;
      try {
        if (index % 3 === 0) {
          await client.query("begin");
          await client.query("insert into ledger values ($1, repeat('x', 300))", [id]);
          await client.query("commit");
        } else {
          await client.query("insert into ledger values ($1, repeat('x', 300))", [id]);
        }
        acknowledged.add(id);
      } catch {
        break;
      }
    }
    await client.end().catch(() => {});
  });
  return {
    acknowledged,
    async stop() {
      stopped = true;
      await Promise.all(work);
    },
  };
}

const missing = async (database: Pick<EmbeddedPostgres, "url">, wanted: Iterable<number>): Promise<number[]> => {
  const kept = new Set((await rowsOf<{ id: number }>(database, "select id from ledger")).map(({ id }) => id));
  return [...wanted].filter((id) => !kept.has(id));
};

test("killed at random moments, the database comes back with every acknowledged commit", async () => {
  const database = await start(newFolder());
  await rowsOf(database, "create table ledger (id int, pad text)");
  let total = 0;
  for (let round = 0; round < 4; round++) {
    await rowsOf(database, "truncate ledger");
    const ledger = startLedger(database.url(), 8);
    const enough = 50 + Math.random() * 500;
    await eventually(() => ledger.acknowledged.size > enough);
    const pid = database.pid();
    if (pid) process.kill(pid, "SIGKILL");
    await ledger.stop();
    total += ledger.acknowledged.size;
    await eventually(async () => (await rowsOf(database, "select 1").catch(() => [])).length === 1);
    expect(database.pid()).not.toBe(pid);
    expect(await missing(database, ledger.acknowledged)).toEqual([]);
  }
  expect(total).toBeGreaterThan(200);
});

test("an image of the folder that is taken under load opens, with what was acknowledged before", async () => {
  const folder = newFolder();
  const database = await start(folder);
  await rowsOf(database, "create table ledger (id int primary key, pad text)");
  const ledger = startLedger(database.url(), 6);
  for (let round = 0; round < 2; round++) {
    await eventually(() => ledger.acknowledged.size > 200 * (round + 1));
    const before = new Set(ledger.acknowledged);
    const image = newFolder();
    mkdirSync(image, { mode: 0o700 });
    await cp(join(folder, "data"), join(image, "data"), { recursive: true });
    const opened = await start(image);
    expect(await missing(opened, before)).toEqual([]);
    expect(
      await rowsOf(opened, "select count(*) from (select id from ledger group by id having count(*) > 1) twice"),
    ).toEqual([{ count: "0" }]);
    await opened.stop();
  }
  await ledger.stop();
});

test("a second owner is refused in one sentence, with exit code 75, and the first goes on", async () => {
  const folder = newFolder();
  const database = await start(folder);
  await expect(startEmbeddedPostgres({ dataFolder: folder })).rejects.toMatchObject({ code: "conflict" });
  const second = spawnSync(
    process.execPath,
    [fileURLToPath(new URL("./owner.ts", import.meta.url)), `--folder=${folder}`],
    {
      env: { ...process.env, [passwordVariable]: "x" },
      encoding: "utf8",
    },
  );
  expect(second.status).toBe(ownerExit.inUse);
  expect(second.stderr).toContain(`${folder} is in use by another process (${database.pid()})`);
  expect(await rowsOf(database, "select 1 a")).toEqual([{ a: 1 }]);
});

test("what was written is there after a clean stop, and starting again is quick", async () => {
  const folder = newFolder();
  const first = await start(folder);
  await rowsOf(first, "create table kept (a int); insert into kept values (1)");
  await first.stop();
  expect(await connectEmbeddedPostgres({ dataFolder: folder })).toBeUndefined();
  const second = await start(folder);
  expect(await rowsOf(second, "select a from kept")).toEqual([{ a: 1 }]);
  const found = await connectEmbeddedPostgres({ dataFolder: folder });
  expect(found && (await rowsOf(found, "select a from kept"))).toEqual([{ a: 1 }]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await second.stop();
});

test("an owner that hangs is killed and started again", async () => {
  const database = await start(newFolder(), { hungAfterMs: 1000 });
  await rowsOf(database, "create table survived (a int); insert into survived values (1)");
  const pid = database.pid();
  if (pid) process.kill(pid, "SIGSTOP");
  await eventually(() => database.pid() !== pid);
  await eventually(async () => (await rowsOf(database, "select a from survived").catch(() => [])).length === 1);
});

test("a statement that may take long is waited for; one that may not is ended with the owner", async () => {
  const database = await start(newFolder(), { hungAfterMs: 2000 });
  const pid = database.pid();
  await rowsOf(database, "do $$ begin perform pg_sleep(4); end $$");
  expect(database.pid()).toBe(pid);
  await expect(rowsOf(database, "select pg_sleep(60)")).rejects.toThrow();
  await eventually(() => database.pid() !== pid);
});

test("an owner ends when the process that started it is killed", async () => {
  const folder = newFolder();
  const entry = new URL("./embedded-postgres.ts", import.meta.url).href;
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(entry)});
    const one = await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(folder)} }); console.log(one.pid());`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = await new Promise<number>((done) => parent.stdout.once("data", (text) => done(Number(String(text)))));
  parent.kill("SIGKILL");
  await eventually(() => !isAlive(pid));
  const again = await start(folder);
  expect(await rowsOf(again, "select 1 a")).toEqual([{ a: 1 }]);
});

test("a folder whose path is too long for a socket is served on a loopback port", async () => {
  const folder = join(root, "a-name-that-is-too-long-for-the-kernel".repeat(3));
  const database = await start(folder);
  expect(new URL(database.url()).hostname).toBe("127.0.0.1");
  expect(await rowsOf(database, "select 1 a")).toEqual([{ a: 1 }]);
  const pid = database.pid();
  if (pid) process.kill(pid, "SIGKILL");
  await eventually(async () => (await rowsOf(database, "select 1").catch(() => [])).length === 1);
  await database.stop();
});

test("a first start that was cut off leaves nothing in the way", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "data.draft"), { recursive: true });
  cpSync(fileURLToPath(import.meta.url), join(folder, "data.draft", "PG_VERSION"));
  const database = await start(folder);
  expect(await rowsOf(database, "select 1 a")).toEqual([{ a: 1 }]);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
