import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isPreference, removePreference } from "./preferences/index.ts";
import { factSchema, type Remembered, remember } from "./remember.ts";

/** @throws AppError not_found where the record is not one of this workspace */
export async function requireSubject(tx: Transaction, subject: { kind: string; id: string }): Promise<void> {
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
 * The operator ends a memory's validity: it is not recalled any more, and stays readable. Repeating it changes nothing.
 * What was learnt from edits is removed, so that the same edits do not bring it back.
 * @throws AppError not_found
 */
export const closeMemory = defineCommand({
  name: "memory.close",
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  access: ["operator"],
  run: async (scope, { id, reason }): Promise<{ id: string }> => {
    const { tx, context, audit, changed } = scope;
    const item = await tx.memoryItem.findUnique({
      where: { id },
      select: { validTo: true, chainId: true, attributes: true, quarantined: true },
    });
    if (!item) throw new AppError("not_found", "There is no such memory");
    if (item.validTo) return { id };
    if (!item.quarantined && isPreference(item.attributes)) return removePreference.within(scope, { id });
    await tx.memoryItem.update({ where: { id }, data: { validTo: context.clock.now() } });
    await audit({ subject: { kind: "memory", id }, ...(reason ? { reason } : {}), data: { chainId: item.chainId } });
    changed({ topic: "memory", id });
    return { id };
  },
});
