import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { closeOpenVersions } from "../remember.ts";
import { keepRollback, lockChain, writeAgain } from "./carry-out.ts";

/**
 * Goes back to an earlier version of a fact: its text becomes the newest version, and ends what stands. Nothing is
 * overwritten, so going on to the version before is the way back.
 * @throws AppError not_found; conflict where a newer version was written than the operator saw; precondition where the
 * version was never confirmed, or stands already
 */
export const rollBackItem = defineCommand({
  name: "memory.rollBackItem",
  input: z.object({
    /** of the version to go back to */
    id: z.uuid(),
    /** the newest version that the operator saw */
    newest: z.int().min(1),
    reason: z.string().trim().max(500).optional(),
  }),
  access: ["operator"],
  run: async (scope, { id, newest, reason }): Promise<{ id: string; version: number; rollbackId: string }> => {
    const { tx, audit, changed } = scope;
    const found = await tx.memoryItem.findUnique({ where: { id }, select: { chainId: true } });
    if (!found) throw new AppError("not_found", "There is no such memory");
    const { chainId } = found;
    const chain = await lockChain(tx, chainId);
    const item = chain.find((version) => version.id === id);
    if (!item) throw new AppError("not_found", "There is no such memory");
    if ((chain[0]?.version ?? 0) !== newest) throw new AppError("conflict", "A newer version was written meanwhile");
    if (item.quarantined) throw new AppError("precondition", "This version was never confirmed: confirm it first");
    if (item.hiddenAt) throw new AppError("precondition", "You hid this version: show it again first");
    if (item.validTo === null) throw new AppError("precondition", "This version stands already");
    const rollbackId = newId();
    const written = await writeAgain(scope, { item, rollbackId });
    const closed = await closeOpenVersions(scope, { chainId, exceptId: written });
    const made = { id: rollbackId, kind: "item" as const, subjectId: chainId };
    await keepRollback(scope, { ...made, wrote: [written], closed, left: [] });
    const data = { rollbackId, chainId, version: newest + 1, backTo: item.version, closed };
    await audit({ subject: { kind: "memory", id: written }, ...(reason ? { reason } : {}), data });
    changed({ topic: "memory", id: written });
    return { id: written, version: newest + 1, rollbackId };
  },
});
