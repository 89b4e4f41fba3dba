type Listener = () => void;

const key = Symbol.for("adjutant.wake");
const store = globalThis as typeof globalThis & { [key]?: Set<Listener> };

/** Calls `listener` after each commit that left something in the outbox; the relay's hint, never its authority. */
export function onCommit(listener: Listener): () => void {
  store[key] ??= new Set();
  const listeners = store[key];
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the listeners of this process that something was committed. */
export function announceCommit(): void {
  for (const listener of store[key] ?? []) listener();
}
