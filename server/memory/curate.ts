import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { closeOpenVersions, factSchema, type Remembered, remember } from "./remember.ts";

async function requireSubject(tx: Transaction, subject: { kind: string; id: string }): Promise<void> {
  const where = { id: subject.id };
  const counts: Record<string, () => Promise<number>> = {
    contact: () => tx.contact.count({ where }),
    invoice: () => tx.invoice.count({ where }),
    run: () => tx.run.count({ where }),
    workspace: () => tx.workspace.count({ where }),
  };
  if ((await counts[subject.kind]?.()) !== 1) throw new AppError("not_found", `There is no such ${subject.kind}`);
}

/** The operator writes a fact down: about a contact, an invoice, or the company. It stands at once. */
export const addMemory = defineCommand({
  name: "memory.add",
  input: factSchema.pick({ kind: true, text: true, key: true }).extend({ subject: factSchema.shape.subject.nullish() }),
  access: ["operator"],
  run: async (scope, { kind, text, key, subject }): Promise<Remembered> => {
    const { workspaceId, actor } = scope.context;
    if (subject) await requireSubject(scope.tx, subject);
    return remember.within(scope, {
      tier: subject && subject.kind !== "workspace" ? "profile" : "canonical",
      kind,
      ...(key ? { key } : {}),
      text,
      subject: subject ?? { kind: "workspace", id: workspaceId },
      source: { kind: "operator", id: actor.id },
      taint: "operator",
      confidence: 1,
    });
  },
});

/**
 * The operator confirms what was learnt from outside: from now on it is recalled, and it ends the validity of what it
 * contradicts. Where it came from stays written.
 * @throws AppError not_found; conflict when it is no longer valid
 */
export const confirmMemory = defineCommand({
  name: "memory.confirm",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { id }): Promise<{ id: string }> => {
    const item = await tx.memoryItem.findUnique({ where: { id } });
    if (!item) throw new AppError("not_found", "There is no such memory");
    if (item.validTo) throw new AppError("conflict", "This memory is no longer valid");
    if (!item.quarantined) return { id };
    await tx.memoryItem.update({ where: { id }, data: { quarantined: false, confidence: 1 } });
    const closed = await closeOpenVersions({ tx, context }, { chainId: item.chainId, exceptId: id });
    await audit({ subject: { kind: "memory", id }, data: { chainId: item.chainId, version: item.version, closed } });
    changed({ topic: "memory", id });
    return { id };
  },
});

/**
 * The operator ends a memory's validity: it is not recalled any more, and stays readable. Repeating it changes nothing.
 * @throws AppError not_found
 */
export const closeMemory = defineCommand({
  name: "memory.close",
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { id, reason }): Promise<{ id: string }> => {
    const item = await tx.memoryItem.findUnique({ where: { id }, select: { validTo: true, chainId: true } });
    if (!item) throw new AppError("not_found", "There is no such memory");
    if (item.validTo) return { id };
    await tx.memoryItem.update({ where: { id }, data: { validTo: context.clock.now() } });
    await audit({ subject: { kind: "memory", id }, ...(reason ? { reason } : {}), data: { chainId: item.chainId } });
    changed({ topic: "memory", id });
    return { id };
  },
});
