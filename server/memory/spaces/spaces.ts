import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { clearIndex } from "../recall/index-items.ts";
import type { Space } from "./schema.ts";

const mostSpaces = 1_000;

/** The space, where it is open. @throws AppError not_found */
export async function requireSpace(
  tx: Transaction,
  id: string,
): Promise<{ id: string; name: string; createdAt: Date }> {
  const space = await tx.memorySpace.findFirst({ where: { id, closedAt: null } });
  if (!space) throw new AppError("not_found", "There is no such space");
  return space;
}

/**
 * Opens a space: memory apart from the workspace's own, which only a search of this space finds.
 * @throws AppError limit where there are too many
 */
export const createSpace = defineCommand({
  name: "memory.createSpace",
  input: z.object({ name: z.string().trim().min(1).max(200) }),
  access: ["operator", "api_key"],
  scope: "memory:write",
  run: async ({ tx, context, audit }, { name }): Promise<Space> => {
    const open = await tx.memorySpace.count({ where: { closedAt: null } });
    if (open >= mostSpaces) throw new AppError("limit", `There are ${mostSpaces} spaces already: delete one first`);
    const space = { id: newId(), workspaceId: context.workspaceId, name, createdAt: context.clock.now() };
    await tx.memorySpace.create({ data: space });
    await audit({ subject: { kind: "memory_space", id: space.id } });
    return { id: space.id, name, createdAt: space.createdAt, items: 0 };
  },
});

/**
 * One space.
 * @throws AppError not_found
 */
export const getSpace = defineQuery({
  name: "memory.getSpace",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "memory:read",
  run: async ({ tx }, { id }): Promise<Space> => {
    const { name, createdAt } = await requireSpace(tx, id);
    return { id, name, createdAt, items: await tx.recallEntry.count({ where: { scopeId: id } }) };
  },
});

/**
 * Erases a space with all that is in it. Repeating it finds none.
 * @throws AppError not_found
 */
export const deleteSpace = defineCommand({
  name: "memory.deleteSpace",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "memory:write",
  run: async ({ tx, context, audit }, { id }): Promise<{ id: string; erased: number }> => {
    await requireSpace(tx, id);
    await clearIndex(tx, { workspaceId: context.workspaceId, spaceId: id });
    const { count } = await tx.memoryItem.deleteMany({ where: { spaceId: id } });
    await tx.memorySpace.update({ where: { id }, data: { closedAt: context.clock.now(), name: "" } });
    await audit({ subject: { kind: "memory_space", id }, data: { erased: count } });
    return { id, erased: count };
  },
});
