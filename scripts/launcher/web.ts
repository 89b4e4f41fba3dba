import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { spawnChild } from "./spawn-child.ts";

/** The web process, kept alive until it is stopped. */
export type Web = {
  stop: () => Promise<void>;
  /** resolves with a sentence when it will not stay up */
  failed: Promise<string>;
};

type WebOptions = { host: string; port: number; dev: boolean; dataFolder: string; variables: Record<string, string> };

const restartsInRow = 5;
const quietMilliseconds = 60_000;
const stopMilliseconds = 10_000;
const logBytes = 10_000_000;

/** Where the web process writes; one older file is kept. */
export function logFile(dataFolder: string): string {
  return join(dataFolder, "adjutant.log");
}

function openLog(dataFolder: string): number {
  const file = logFile(dataFolder);
  if (existsSync(file) && statSync(file).size > logBytes) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

function spawnWeb(options: WebOptions): ChildProcess {
  const next = ["node_modules/next/dist/bin/next", options.dev ? "dev" : "start"];
  const log = options.dev ? undefined : openLog(options.dataFolder);
  const child = spawnChild([...next, "-p", String(options.port), "-H", options.host], {
    output: log ?? "inherit",
    variables: options.variables,
    // Ctrl-C reaches the launcher alone, which stops web before the database
    ownGroup: true,
  });
  if (log !== undefined) closeSync(log);
  return child;
}

const ended = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = ended(child);
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
  await gone;
  clearTimeout(force);
}

/** Starts the web process and starts it again when it crashes: at once, then later and later, five times in a row. */
export function superviseWeb(options: WebOptions): Web {
  let child = spawnWeb(options);
  let stopping = false;

  async function watch(): Promise<string> {
    let restarts = 0;
    for (;;) {
      const started = Date.now();
      const reason = await ended(child);
      if (stopping) return "stopped";
      restarts = Date.now() - started > quietMilliseconds ? 0 : restarts + 1;
      if (restarts > restartsInRow)
        return `The web process does not stay up (${reason}): see ${logFile(options.dataFolder)}`;
      console.error(`The web process ended (${reason}); starting it again.`);
      await delay(100 * 2 ** restarts);
      if (stopping) return "stopped";
      child = spawnWeb(options);
    }
  }

  return {
    failed: watch(),
    stop: async () => {
      stopping = true;
      await endChild(child);
    },
  };
}

/** Whether the product answers that it is ready, asked until it does or the time is over. */
export async function isReady(origin: string, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return true;
    await delay(30);
  }
  return false;
}
