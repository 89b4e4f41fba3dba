import { AppError } from "#server/kernel/errors.ts";

const keyPattern = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/([0-9a-f]{64})$/;

/**
 * The two parts of a key. Nothing else passes, so that no key can name a place outside the store.
 * @throws AppError invalid
 */
export function partsOfKey(key: string): { workspaceId: string; hash: string } {
  const [, workspaceId, hash] = keyPattern.exec(key) ?? [];
  if (!workspaceId || !hash) throw new AppError("invalid", "A file's key is <workspace>/<sha256>");
  return { workspaceId, hash };
}
