import { contextOfApiKey } from "#server/domains/api-key/index.ts";
import type { Scope } from "#server/domains/api-key/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";

/**
 * The context of a request that carries `Authorization: Bearer adj_live_…` (RFC 6750).
 * @param options.authorization the header's value, null when it is absent
 * @param options.scope what the operation needs; null where that is not known yet
 * @throws AppError unauthenticated | forbidden
 */
export async function authenticateApiKey(options: {
  authorization: string | null;
  scope: Scope | null;
}): Promise<Context> {
  const match = /^bearer +([\x21-\x7e]{1,200})$/i.exec(options.authorization ?? "");
  const key = match?.[1];
  if (!key?.startsWith("adj_live_")) {
    throw new AppError("unauthenticated", "Send an API key: Authorization: Bearer adj_live_…");
  }
  return contextOfApiKey({ key, scope: options.scope });
}
