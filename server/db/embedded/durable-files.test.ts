import fs, { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, openEngine } from "./engine.ts";
import { ensureDataFolder } from "./template.ts";

const folder = mkdtempSync(join(tmpdir(), "adjutant-files-"));
const original = {
  fdatasync: fs.fdatasync,
  fdatasyncSync: fs.fdatasyncSync,
  fsyncSync: fs.fsyncSync,
  writeSync: fs.writeSync,
};
let events: string[] = [];
let engine: Engine;

/** What a descriptor stands for, in one word. */
function kindOf(descriptor: number): string {
  const path = readlinkSync(`/proc/self/fd/${descriptor}`);
  if (!path.startsWith(folder)) return "other";
  return /\/pg_wal\/[0-9A-F]{24}$/.test(path) ? "log" : path.includes("/pg_wal") ? "log folder" : "page";
}

beforeAll(async () => {
  await ensureDataFolder({ folder: join(folder, "data"), durability: "fsync" });
  engine = await openEngine({ folder: join(folder, "data"), durability: "fsync" });
  if (process.platform !== "linux") return;
  // the real calls still happen; they are only noted
  Object.assign(fs, {
    fdatasync: (descriptor: number, done: (error: Error | null) => void) => {
      events.push(`sync ${kindOf(descriptor)}`);
      original.fdatasync(descriptor, done);
    },
    fdatasyncSync: (descriptor: number) => {
      events.push(`sync ${kindOf(descriptor)}`);
      original.fdatasyncSync(descriptor);
    },
    fsyncSync: (descriptor: number) => {
      events.push(`sync ${kindOf(descriptor)}`);
      original.fsyncSync(descriptor);
    },
    writeSync: (descriptor: number, ...rest: [never]) => {
      events.push(`write ${kindOf(descriptor)}`);
      return original.writeSync(descriptor, ...rest);
    },
  });
  syncBuiltinESMExports();
});
afterAll(async () => {
  Object.assign(fs, original);
  syncBuiltinESMExports();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test.runIf(process.platform === "linux")("a flush writes the log and then syncs it", async () => {
  engine.query("create table written (a int)");
  engine.query("insert into written values (1)");
  events = [];
  engine.writeLog();
  await engine.syncLog();
  expect(events.filter((event) => event.endsWith("log"))).toEqual(["write log", "sync log"]);
  const [[written, flushed] = []] = engine.query("select pg_current_wal_insert_lsn(), pg_current_wal_flush_lsn()");
  expect(flushed).toBe(written);
});

test.runIf(process.platform === "linux")("no page is written while the log it follows from is not synced", () => {
  engine.query("insert into written select g from generate_series(1, 20000) g");
  engine.writeLog();
  events = [];
  engine.query("checkpoint");
  let unsynced = true;
  for (const event of events) {
    if (event === "sync log") unsynced = false;
    if (event === "write log") unsynced = true;
    if (event === "write page") expect(unsynced).toBe(false);
  }
  expect(events).toContain("write page");
  expect(events).toContain("sync page");
});

test("the log's position moves with writes and stands still with reads", () => {
  engine.query("select count(*) from written");
  const before = engine.logPosition();
  engine.query("select count(*) from written");
  engine.query("begin");
  engine.query("commit");
  expect(engine.logPosition()).toBe(before);
  engine.query("insert into written values (2)");
  expect(engine.logPosition()).toBeGreaterThan(before);
});
