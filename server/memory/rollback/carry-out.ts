import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import { indexItems } from "../recall/index-items.ts";
import { holdChain } from "../remember.ts";
import type { RollbackPreview } from "../schema.ts";
import type { Plan } from "./plan.ts";

type Item = Plan["close"][number];

/** Whether the database refused a row because its key is taken: somebody wrote the same version at the same time. */
function isTaken(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "P2002";
}

/**
 * Makes an earlier text the newest version of its fact. It cites the rollback and the version that it comes from.
 * @throws AppError conflict where a newer version was written at the same time
 */
export async function writeAgain(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  { item, rollbackId }: { item: Item; rollbackId: string },
): Promise<string> {
  const newest = await tx.memoryItem.findFirst({ where: { chainId: item.chainId }, orderBy: { version: "desc" } });
  const version = (newest?.version ?? item.version) + 1;
  const id = stableId(item.chainId, String(version));
  const now = context.clock.now();
  const { place, evidence, ...facts } = item;
  const rollback = { id: rollbackId, from: item.id, version: item.version };
  const attributes = { ...(item.attributes as Prisma.InputJsonObject), rollback };
  const source = { sourceKind: "operator", sourceId: context.actor.id };
  try {
    await tx.memoryItem.create({
      data: {
        ...facts,
        ...(place === null ? {} : { place: place as Prisma.InputJsonValue }),
        // it stands by the operator's word from now on, whatever bore it out before
        ...{ evidence: evidence ?? [], corroboratedBy: undefined, confirmedAt: null },
        ...{ id, version, attributes, ...source, validFrom: now, validTo: null, recordedAt: now, hiddenAt: null },
      },
    });
    await indexItems(tx, { workspaceId: item.workspaceId, spaceId: item.spaceId }, [id]);
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", "A newer version was written meanwhile", { cause: error });
    throw error;
  }
  return id;
}

/** Does what a plan says. @returns the versions that it wrote and ended */
export async function carryOut(scope: CommandScope, plan: Plan, rollbackId: string): Promise<Doings> {
  const { tx, context, changed } = scope;
  const closed = plan.close.map(({ id }) => id);
  await tx.memoryItem.updateMany({
    where: { id: { in: closed }, validTo: null },
    data: { validTo: context.clock.now() },
  });
  const wrote: string[] = [];
  for (const item of plan.restore) wrote.push(await writeAgain(scope, { item, rollbackId }));
  for (const id of [...closed, ...wrote]) changed({ topic: "memory", id });
  return { wrote, closed };
}

type Doings = { wrote: string[]; closed: string[] };

/** Keeps what a rollback did, so that it can be taken back itself. */
export async function keepRollback(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  row: { id: string; kind: "item" | "run" | "rollback"; subjectId: string } & Doings & { left: Plan["left"] },
): Promise<void> {
  const left = row.left.map(({ item, because }) => ({ id: item.id, because }));
  const { workspaceId, actor, clock } = context;
  await tx.memoryRollback.create({
    data: { ...row, left, workspaceId, createdBy: actor.id, createdAt: clock.now() },
  });
}

const shown = ({ id, chainId, version, text, tier, kind, quarantined }: Item) => ({
  ...{ id, chainId, version, text, tier, kind, quarantined },
});

/** A plan as the operator sees it; `seen` is what they agree to when they say yes. */
export function previewOf(plan: Plan): Omit<RollbackPreview, "rollbacks"> {
  const told = {
    close: plan.close.map(shown),
    restore: plan.restore.map(shown),
    left: plan.left.map(({ item, because }) => ({ ...shown(item), because })),
  };
  return { ...told, seen: hashOf(told) };
}

/** @throws AppError conflict where the plan is not the one that the operator saw; precondition where there is nothing to do */
export function requireSeen(plan: Plan, seen: string): void {
  if (previewOf(plan).seen !== seen) {
    throw new AppError("conflict", "Memory was changed meanwhile: look at what would be taken back again");
  }
  if (plan.close.length + plan.restore.length === 0) {
    throw new AppError("precondition", "There is nothing to take back");
  }
}

/** What stands of an item's chain, newest first, its rows locked. */
export async function lockChain(tx: Transaction, chainId: string): Promise<Item[]> {
  await holdChain(tx, chainId);
  await tx.$queryRaw`select id from memory_item where chain_id = ${chainId}::uuid order by id for update`;
  return tx.memoryItem.findMany({ where: { chainId }, orderBy: { version: "desc" } });
}
