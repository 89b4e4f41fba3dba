/** What is known of a live API key. */
export type KnownKey = { id: string; workspaceId: string; scopes: string[]; expiresAt: Date | null };

type Entry = { known: KnownKey; readAt: number };
type Cache = { generation: number; entries: Map<string, Entry> };

const symbol = Symbol.for("adjutant.api-keys");
const store = globalThis as typeof globalThis & { [symbol]?: Cache };

const maxAgeMs = 5_000;
const maxEntries = 1_000;

function cache(): Cache {
  store[symbol] ??= { generation: 0, entries: new Map() };
  return store[symbol];
}

/** Forgets every cached key of this process: a revoke is felt here at once, in other processes within five seconds. */
export function forgetApiKeys(): void {
  const { entries } = cache();
  entries.clear();
  cache().generation += 1;
}

/**
 * The key with this hash: as read at most five seconds ago, else through `read`.
 * What was read while a revoke went by is not kept.
 */
export async function knownKey(
  keyHash: string,
  now: Date,
  read: () => Promise<KnownKey | null>,
): Promise<KnownKey | null> {
  const { entries, generation } = cache();
  const entry = entries.get(keyHash);
  if (entry && now.getTime() - entry.readAt < maxAgeMs) return entry.known;
  const known = await read();
  if (!known || cache().generation !== generation) return known;
  if (entries.size >= maxEntries) entries.clear();
  entries.set(keyHash, { known, readAt: now.getTime() });
  return known;
}
