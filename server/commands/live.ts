/** A record that changed: what open screens refresh by. */
export type Change = {
  topic:
    | "proposal"
    | "run"
    | "event"
    | "contact"
    | "invoice"
    | "task"
    | "mail"
    | "memory"
    | "escalation"
    | "notification"
    | "connection"
    | "supervision"
    | "autonomy"
    | "schedule"
    | "workspace"
    | "access";
  id: string;
};

type Listener = (change: Change) => void;

const key = Symbol.for("adjutant.live");
const store = globalThis as typeof globalThis & { [key]?: Map<string, Set<Listener>> };

/** Calls `listener` for each change in a workspace that this process commits, until the returned function is called. */
export function onChange(workspaceId: string, listener: Listener): () => void {
  store[key] ??= new Map();
  const listeners = store[key].get(workspaceId) ?? new Set();
  store[key].set(workspaceId, listeners);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells open screens of a workspace what changed; called after the commit. */
export function announceChanges(workspaceId: string, changes: readonly Change[]): void {
  const listeners = store[key]?.get(workspaceId);
  if (!listeners?.size) return;
  for (const change of changes) for (const listener of listeners) listener(change);
}
