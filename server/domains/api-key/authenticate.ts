import { asAuthenticator } from "#server/db/transaction.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { hashToken } from "#server/kernel/secrets.ts";
import { type KnownKey, knownKeys } from "./known-keys.ts";
import type { Scope } from "./schema.ts";

const lastWrite = new Map<string, number>();
const writeEveryMs = 60_000;

function readKey(keyHash: string): Promise<KnownKey | null> {
  return asAuthenticator((tx) =>
    tx.apiKey.findFirst({
      where: { keyHash, revokedAt: null },
      select: { id: true, workspaceId: true, scopes: true, expiresAt: true },
    }),
  );
}

/** Notes when a key was used, at most once a minute and never in the caller's way. */
function noteUse(id: string, now: Date): void {
  if (now.getTime() - (lastWrite.get(id) ?? 0) < writeEveryMs) return;
  lastWrite.set(id, now.getTime());
  const before = new Date(now.getTime() - writeEveryMs);
  asAuthenticator(
    (tx) => tx.$executeRaw`update api_key set last_used_at = ${now}
      where id = ${id}::uuid and (last_used_at is null or last_used_at <= ${before})`,
  ).catch((error: unknown) => log.warn({ error, apiKeyId: id }, "last use of an API key was not written"));
}

/**
 * The context that an API key speaks in. Without a scope any live key will do: what is called asks for its own.
 * @throws AppError unauthenticated for a missing, unknown, revoked or expired key (one answer for all but the missing);
 * forbidden when the key lacks the scope
 */
export async function contextOfApiKey(options: { key: string; scope: Scope | null; clock?: Clock }): Promise<Context> {
  const clock = options.clock ?? systemClock;
  const now = clock.now();
  const keyHash = hashToken(options.key);
  const known = await knownKeys.get(keyHash, now, () => readKey(keyHash));
  if (!known || (known.expiresAt && known.expiresAt <= now)) {
    throw new AppError("unauthenticated", "This API key is not valid: it is unknown, revoked or expired");
  }
  noteUse(known.id, now);
  if (options.scope !== null && !known.scopes.includes(options.scope)) {
    throw new AppError("forbidden", `This API key lacks the scope ${options.scope}`);
  }
  return { workspaceId: known.workspaceId, actor: { kind: "api_key", id: known.id, scopes: known.scopes }, clock };
}
