const key = Symbol.for("adjutant.runner.workers");
const store = globalThis as typeof globalThis & { [key]?: Set<string> };

/** Ids of the workers that live in this process, shared by all bundles: a row with our pid and another id is a dead one. */
export function liveWorkers(): Set<string> {
  store[key] ??= new Set();
  return store[key];
}
