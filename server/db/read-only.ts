import { AsyncLocalStorage } from "node:async_hooks";

const key = Symbol.for("adjutant.read-only");
const store = globalThis as typeof globalThis & { [key]?: AsyncLocalStorage<true> };
store[key] ??= new AsyncLocalStorage();
const reading = store[key];

/** Runs `work` so that every transaction it opens is read only: the database itself refuses a write. */
export function readingOnly<T>(work: () => Promise<T>): Promise<T> {
  return reading.run(true, work);
}

/** Whether transactions that are opened here must be read only. */
export function isReadingOnly(): boolean {
  return reading.getStore() === true;
}
