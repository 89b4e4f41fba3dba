import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { bearOut } from "./corroborate.ts";
import { indexItems } from "./recall/index-items.ts";
import { closeOpenVersions, holdChain, versionId } from "./remember.ts";

type Item = Awaited<ReturnType<Transaction["memoryItem"]["findMany"]>>[number];

/** The most that are decided with one tap. */
const mostTogether = 50;

async function itemOf(tx: Transaction, id: string): Promise<Item> {
  const item = await tx.memoryItem.findUnique({ where: { id } });
  if (!item || item.spaceId !== null) throw new AppError("not_found", "There is no such memory");
  return item;
}

async function letStand(scope: CommandScope, item: Item): Promise<void> {
  const { tx, context, audit, changed } = scope;
  const { id, chainId, version } = item;
  await holdChain(tx, chainId);
  const data = { quarantined: false, confidence: 1, confirmedAt: context.clock.now() };
  // of two that decide at once one does
  const { count } = await tx.memoryItem.updateMany({ where: { id, quarantined: true, validTo: null }, data });
  if (count === 0) throw new AppError("conflict", "This memory was decided meanwhile");
  const closed = await closeOpenVersions({ tx, context }, { chainId, exceptId: id });
  const bornOut = await bearOut({ tx, context, changed }, item);
  await audit({
    subject: { kind: "memory", id },
    data: { chainId, version, closed, ...(bornOut.length ? { bornOut } : {}) },
  });
  changed({ topic: "memory", id });
}

/**
 * The operator confirms what was learnt from outside: from now on it is recalled, and it ends the validity of what it
 * contradicts. Where it came from stays written.
 * @throws AppError not_found; conflict when it is no longer valid
 */
export const confirmMemory = defineCommand({
  name: "memory.confirm",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async (scope, { id }): Promise<{ id: string }> => {
    const item = await itemOf(scope.tx, id);
    if (item.validTo) throw new AppError("conflict", "This memory is no longer valid");
    if (item.quarantined) await letStand(scope, item);
    return { id };
  },
});

/** What became of each of several. */
export type DecidedTogether = { id: string; decided: boolean; message: string | null }[];

/**
 * The operator confirms or discards several at once, each as it was shown: what was decided meanwhile is told, and the
 * others are decided.
 * @throws AppError not_found
 */
export const decideQuarantined = defineCommand({
  name: "memory.decideQuarantined",
  input: z.object({ ids: z.array(z.uuid()).min(1).max(mostTogether), decision: z.enum(["confirm", "discard"]) }),
  access: ["operator"],
  run: async (scope, { ids, decision }): Promise<DecidedTogether> => {
    const { tx, context } = scope;
    const outcome: DecidedTogether = [];
    for (const id of new Set(ids)) {
      const item = await itemOf(tx, id);
      if (!item.quarantined || item.validTo) {
        // one that said the same was confirmed before it, and let it stand
        const stands = decision === "confirm" && !item.quarantined && !item.validTo;
        outcome.push({ id, decided: stands, message: stands ? null : "It does not wait any more" });
        continue;
      }
      if (decision === "confirm") await letStand(scope, item);
      else {
        await tx.memoryItem.update({ where: { id }, data: { validTo: context.clock.now() } });
        await scope.audit({ subject: { kind: "memory", id }, reason: "Discarded", data: { chainId: item.chainId } });
        scope.changed({ topic: "memory", id });
      }
      outcome.push({ id, decided: true, message: null });
    }
    return outcome;
  },
});

/**
 * The operator's correction: the next version of the fact, which cites the operator and stands at once. The text before it
 * ends and stays readable; edited out of quarantine it was never let stand.
 * @throws AppError not_found; conflict when a newer version stands; invalid when nothing was changed
 */
export const editMemory = defineCommand({
  name: "memory.edit",
  input: z.object({ id: z.uuid(), text: z.string().trim().min(1).max(4_000) }),
  access: ["operator"],
  run: async (scope, { id, text }): Promise<{ id: string; version: number }> => {
    const { tx, context, audit, changed } = scope;
    const item = await itemOf(tx, id);
    const { chainId } = item;
    await holdChain(tx, chainId);
    if ((await itemOf(tx, id)).validTo) throw new AppError("conflict", "This memory is no longer valid");
    if (item.kind === "lesson") throw new AppError("invalid", "A lesson follows from what you did: remove it instead");
    if (item.text === text) throw new AppError("invalid", "Nothing was changed");
    const newest = await tx.memoryItem.findFirstOrThrow({ where: { chainId }, orderBy: { version: "desc" } });
    const now = context.clock.now();
    const version = newest.version + 1;
    const next = versionId(chainId, version);
    // values that a rule read off the old text say nothing of the new one
    const { key } = item.attributes as { key?: string };
    await tx.memoryItem.create({
      data: {
        ...item,
        ...{ id: next, text, version, attributes: key ? { key } : {}, place: item.place ?? undefined },
        ...{ sourceKind: "operator", sourceId: context.actor.id, taint: "operator", confidence: 1 },
        ...{ quarantined: false, confirmedAt: null, corroboratedBy: undefined },
        ...{ evidence: item.evidence ?? [], validFrom: now, recordedAt: now, validTo: null },
      },
    });
    await indexItems(tx, { workspaceId: item.workspaceId, spaceId: item.spaceId }, [next]);
    await tx.memoryItem.update({ where: { id }, data: { validTo: now } });
    const closed = await closeOpenVersions({ tx, context }, { chainId, exceptId: next });
    const { subjectKind, subjectId, kind } = item;
    await bearOut(scope, { id: next, chainId, sourceKind: "operator", subjectKind, subjectId, kind, text });
    await audit({
      subject: { kind: "memory", id: next },
      data: { chainId, version, edited: id, closed: [id, ...closed] },
    });
    changed({ topic: "memory", id: next });
    return { id: next, version };
  },
});
