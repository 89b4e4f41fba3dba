import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "#scripts/database-for-tests.ts";
import { openTestDatabase } from "./embedded-target.ts";
import { until } from "./recorder.ts";

// kill -9 of the process that runs functions: 0 runs lost, no completed step again, work goes on within seconds.
const limit = 30_000;
const script = join(import.meta.dirname, "crash-child.ts");
let database: TestDatabase;
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "adjutant-crash-"));
}, 120_000);

afterEach(async () => {
  for (const child of children) await stop(child, "SIGKILL");
});

afterAll(async () => {
  await database.remove();
  rmSync(folder, { recursive: true, force: true });
});

function startChild(options: { notes: string; send?: string[]; killAt?: string }): ChildProcess {
  const child = spawn(process.execPath, [script], {
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      NOTES: options.notes,
      SEND: options.send?.join(",") ?? "",
      KILL_AT: options.killAt ?? "",
    },
  });
  children.add(child);
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function notesOf(notes: string): Map<string, string[]> {
  const lines = existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : [];
  const parts = lines.filter(Boolean).map((line) => line.split(" "));
  return new Map(
    [...Map.groupBy(parts, ([key]) => key ?? "")].map(([key, all]) => [key, all.map(([, entry]) => entry ?? "")]),
  );
}

/** A step after which another began was complete: it must not be found again behind it. */
function repeatedSteps(entries: string[]): string[] {
  const stages = ["1-first", "2-second", "3-", "invoked", "4-last", "end"];
  const stageOf = (entry: string) => stages.findIndex((stage) => entry.startsWith(stage));
  return entries.filter((entry, index) => entries.slice(0, index).some((before) => stageOf(before) > stageOf(entry)));
}

const points = [
  ...["after-accept:1", "before-call:1", "before-call:4"],
  ...["in-step:1", "in-step:2", "in-step:3", "in-step:4", "in-step:5", "in-child:1"],
  ...["before-checkpoint:1", "before-checkpoint:2", "after-checkpoint:1", "after-checkpoint:2", "after-checkpoint:3"],
  ...[
    "before-outcome:1",
    "before-outcome:2",
    "before-outcome:3",
    "before-outcome:4",
    "before-outcome:5",
    "before-outcome:7",
  ],
  ...["after-end:1"],
];

describe("kill -9", () => {
  test.each(points)("at %s: the run ends, and no completed step runs again", async (killAt) => {
    const key = randomUUID();
    const notes = join(folder, `${killAt.replace(":", "-")}.txt`);
    const first = startChild({ notes, send: [key], killAt });
    await until(() => ended(first), Boolean, limit);
    expect(first.signalCode).toBe("SIGKILL");
    const second = startChild({ notes });
    const isDone = (entries: string[]) => entries.includes("end") || killAt.startsWith("after-end");
    const entries = await until(
      () => notesOf(notes).get(key) ?? [],
      (all) => all.includes("4-last") && isDone(all),
      limit,
    );
    await stop(second, "SIGTERM");
    expect(repeatedSteps(entries)).toEqual([]);
    expect(entries.filter((entry) => entry === "end").length).toBeLessThanOrEqual(1);
  });

  test("again and again while runs flow: all end, once each", async () => {
    const notes = join(folder, "flow.txt");
    const keys = Array.from({ length: 40 }, () => randomUUID());
    const kills = [
      "in-step:17",
      "after-checkpoint:23",
      "before-outcome:31",
      "in-step:29",
      "in-child:5",
      "before-checkpoint:9",
    ];
    for (const killAt of kills) {
      const child = startChild({ notes, send: keys, killAt });
      await until(() => ended(child), Boolean, limit);
    }
    const last = startChild({ notes, send: keys });
    await until(
      () => [...notesOf(notes).values()].filter((all) => all.includes("4-last")).length,
      (count) => count === keys.length,
      limit,
    );
    await stop(last, "SIGTERM");
    const byKey = notesOf(notes);
    for (const key of keys) expect(repeatedSteps(byKey.get(key) ?? [])).toEqual([]);
  });

  test("the next process takes the work up within three seconds of its start", async () => {
    const key = randomUUID();
    const notes = join(folder, "resume.txt");
    const first = startChild({ notes, send: [key], killAt: "in-step:2" });
    await until(() => ended(first), Boolean, limit);
    const second = startChild({ notes });
    const started = Date.now();
    await until(
      () =>
        notesOf(notes)
          .get(key)
          ?.filter((entry) => entry === "2-second").length ?? 0,
      (count) => count === 2,
      limit,
    );
    expect(Date.now() - started).toBeLessThan(3000);
    await stop(second, "SIGTERM");
  });
});
