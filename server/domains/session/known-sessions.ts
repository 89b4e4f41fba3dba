import { briefCache } from "#server/kernel/brief-cache.ts";

/** A signed-in browser whose row is live. */
export type LiveSession = {
  sessionId: string;
  workspaceId: string;
  operatorId: string;
  operatorName: string;
  operatorEmail: string;
  expiresAt: Date;
};

/** Live sessions by id: a revoke is felt in this process at once, in others within two seconds. */
export const knownSessions = briefCache<LiveSession>({ name: "session", maxAgeMs: 2_000, maxEntries: 1_000 });
