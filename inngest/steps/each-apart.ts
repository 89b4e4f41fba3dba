import { workspaceIds } from "#server/domains/workspace/index.ts";
import { log } from "#server/kernel/log.ts";

/** Takes up each thing for itself: one that cannot be dealt with is logged, and keeps no other waiting. @returns how many could not */
export async function eachApart<T>(
  things: readonly T[],
  take: (thing: T) => Promise<unknown>,
  failure: { facts: (thing: T) => Record<string, unknown>; message: string },
): Promise<number> {
  let failed = 0;
  for (const thing of things) {
    try {
      await take(thing);
    } catch (error) {
      failed += 1;
      log.warn({ ...failure.facts(thing), error }, failure.message);
    }
  }
  return failed;
}

/** Does something in every workspace, one after the other; what fails in one does not keep the others waiting. */
export async function everyWorkspace(
  work: (workspaceId: string) => Promise<unknown>,
  message: string,
): Promise<{ workspaces: number; failed: number }> {
  const ids = await workspaceIds();
  const facts = (workspaceId: string) => ({ workspaceId });
  return { workspaces: ids.length, failed: await eachApart(ids, work, { facts, message }) };
}
