import { AsyncLocalStorage } from "node:async_hooks";

const key = Symbol.for("adjutant.background");
const store = globalThis as typeof globalThis & { [key]?: AsyncLocalStorage<true> };

function mark(): AsyncLocalStorage<true> {
  store[key] ??= new AsyncLocalStorage();
  return store[key];
}

/** Marks everything that `work` does as work that nobody waits for: it gives way to requests. */
export function inBackground<T>(work: () => T): T {
  return mark().run(true, work);
}

/** Whether this is done within `inBackground`. */
export function isBackground(): boolean {
  return mark().getStore() === true;
}
