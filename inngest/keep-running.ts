import { setTimeout as delay } from "node:timers/promises";
import { env } from "#server/kernel/env.ts";
import { log } from "#server/kernel/log.ts";
import { loadSampleWhenPossible } from "./load-sample-when-possible.ts";
import { startBackground, stopBackground } from "./start-background.ts";

const longestPause = 30_000;
const key = Symbol.for("adjutant.keep-running");
const store = globalThis as typeof globalThis & { [key]?: AbortController };

async function startUntilItWorks(stopping: AbortSignal): Promise<void> {
  for (let pause = 500; !stopping.aborted; pause = Math.min(longestPause, pause * 2)) {
    try {
      await startBackground();
      if (env().ADJUTANT_SAMPLE) await loadSampleWhenPossible(stopping);
      return;
    } catch (error) {
      log.error({ error, pause }, "background work could not start; it will be tried again");
      await delay(pause, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/**
 * Starts background work and keeps trying where the database is not there yet; the pages answer meanwhile. On SIGTERM and
 * SIGINT it is stopped in order; a process that is killed instead loses time, never work.
 */
export function keepBackgroundRunning(): void {
  if (store[key]) return;
  const stopping = new AbortController();
  store[key] = stopping;
  void startUntilItWorks(stopping.signal);
  const stop = () => {
    stopping.abort();
    stopBackground().catch((error: unknown) => log.warn({ error }, "background work did not stop in order"));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
