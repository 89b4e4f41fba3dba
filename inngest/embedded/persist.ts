import { setTimeout as delay } from "node:timers/promises";
import { log } from "#server/kernel/log.ts";
import type { Runner } from "./runner-state.ts";

const attempts = 8;
const firstDelay = 50;

/**
 * Repeats a write that failed, for about ten seconds: the database may be restarting. The write must be safe to repeat;
 * every write here is, by its lease token.
 */
export async function persist<T>(runner: Runner, write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= attempts || !runner.active) throw error;
      log.warn({ error, attempt }, "the runner repeats a write");
      await delay(firstDelay * 2 ** (attempt - 1));
    }
  }
}
