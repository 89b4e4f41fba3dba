/** A cache that answers for a few seconds, for look-ups on every request whose rows can be withdrawn. */
export type BriefCache<T> = {
  /** the value as read at most `maxAgeMs` ago, else through `read`; null is never kept */
  get: (key: string, now: Date, read: () => Promise<T | null>) => Promise<T | null>;
  /** forgets everything in this process; a value that is being read while this is called is not kept */
  clear: () => void;
};

type State = { generation: number; entries: Map<string, { value: unknown; readAt: number }> };

const symbol = Symbol.for("adjutant.brief-cache");
const store = globalThis as typeof globalThis & { [symbol]?: Map<string, State> };

/**
 * The cache of this name, one per process whatever the bundle.
 * @param options.maxAgeMs how long other processes may not notice a withdrawal
 */
export function briefCache<T>(options: { name: string; maxAgeMs: number; maxEntries: number }): BriefCache<T> {
  store[symbol] ??= new Map();
  const state: State = store[symbol].get(options.name) ?? { generation: 0, entries: new Map() };
  store[symbol].set(options.name, state);
  return {
    get: async (key, now, read) => {
      const entry = state.entries.get(key);
      const age = entry ? now.getTime() - entry.readAt : Number.POSITIVE_INFINITY;
      // safe cast: one name has one type, and only this function writes
      if (entry && age >= 0 && age < options.maxAgeMs) return entry.value as T;
      const { generation } = state;
      const value = await read();
      if (value === null || state.generation !== generation) return value;
      if (state.entries.size >= options.maxEntries) state.entries.clear();
      state.entries.set(key, { value, readAt: now.getTime() });
      return value;
    },
    clear: () => {
      state.generation += 1;
      state.entries.clear();
    },
  };
}
