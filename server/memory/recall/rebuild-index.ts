import { inWorkspace } from "#server/db/transaction.ts";
import { clearSome, indexSome, type Scope } from "./index-items.ts";

/**
 * Makes a scope's index anew from its items, some at a time: meanwhile recall goes on and finds less.
 * @returns how many items there are in it
 */
export async function rebuildIndex(scope: Scope): Promise<number> {
  const { workspaceId } = scope;
  while ((await inWorkspace(workspaceId, (tx) => clearSome(tx, scope))) > 0);
  let done = 0;
  for (;;) {
    const some = await inWorkspace(workspaceId, (tx) => indexSome(tx, scope));
    if (some === 0) return done;
    done += some;
  }
}

/** Makes all of a workspace's indexes anew: its own memory's and those of its spaces. @returns how many items there are */
export async function rebuildMemory(workspaceId: string): Promise<number> {
  const spaces = await inWorkspace(workspaceId, (tx) => tx.memorySpace.findMany({ where: { closedAt: null } }));
  let done = await rebuildIndex({ workspaceId, spaceId: null });
  for (const { id } of spaces) done += await rebuildIndex({ workspaceId, spaceId: id });
  return done;
}
