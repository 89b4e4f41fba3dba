import { expect, test } from "vitest";
import { createGroupCommit } from "./group-commit.ts";

/** A log whose syncs end when the test says so. */
function fakeLog() {
  const running: (() => void)[] = [];
  const log = {
    written: 0,
    syncs: 0,
    position: () => log.written,
    write: () => {
      log.written++;
    },
    sync: () => {
      log.syncs++;
      return new Promise<void>((done) => running.push(done));
    },
    async finish() {
      running.shift()?.();
      await new Promise((next) => setImmediate(next));
    },
  };
  return log;
}

test("with nothing unsafe an answer goes out at once, without a sync", () => {
  const log = fakeLog();
  const commit = createGroupCommit(log);
  let out = false;
  expect(commit.hold(() => (out = true))).toBe(false);
  commit.settle();
  expect(out).toBe(true);
  expect(log.syncs).toBe(0);
});

test("one sync covers all that ended before it; what ended during it waits for the next", async () => {
  const log = fakeLog();
  const commit = createGroupCommit(log);
  const out: string[] = [];
  const write = (name: string): void => {
    log.written++;
    commit.hold(() => out.push(name));
  };
  write("a");
  write("b");
  commit.settle();
  write("c");
  commit.settle();
  expect(log.syncs).toBe(1);
  expect(out).toEqual([]);
  await log.finish();
  expect(out).toEqual(["a", "b"]);
  expect(log.syncs).toBe(2);
  await log.finish();
  expect(out).toEqual(["a", "b", "c"]);
  expect(commit.waiting()).toBe(0);
});

test("a read that may have seen an unsafe write waits for that write's sync, and needs none of its own", async () => {
  const log = fakeLog();
  const commit = createGroupCommit(log);
  const out: string[] = [];
  log.written++;
  commit.hold(() => out.push("write"));
  commit.settle();
  commit.hold(() => out.push("read"));
  expect(out).toEqual([]);
  await log.finish();
  expect(out).toEqual(["write", "read"]);
  expect(log.syncs).toBe(1);
});

test("log that was written without an answer, as by maintenance, holds the next read", async () => {
  const log = fakeLog();
  const commit = createGroupCommit(log);
  log.written += 10;
  let out = false;
  commit.hold(() => (out = true));
  commit.settle();
  expect(out).toBe(false);
  await log.finish();
  expect(out).toBe(true);
});
