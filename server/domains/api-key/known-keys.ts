import { briefCache } from "#server/kernel/brief-cache.ts";

/** What is known of a live API key. */
export type KnownKey = { id: string; workspaceId: string; scopes: string[]; expiresAt: Date | null };

/** Live keys by hash: a revoke is felt in this process at once, in others within five seconds. */
export const knownKeys = briefCache<KnownKey>({ name: "api-key", maxAgeMs: 5_000, maxEntries: 1_000 });
