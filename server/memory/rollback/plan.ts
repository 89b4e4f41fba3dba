import type { Transaction } from "#server/db/transaction.ts";
import { holdChain } from "../remember.ts";

type Item = Awaited<ReturnType<Transaction["memoryItem"]["findMany"]>>[number];

/** What somebody did to memory: versions that were written, and versions whose validity that ended. */
export type Doing = { wrote: string[]; closed: string[] };

/** What taking it back would do. */
export type Plan = {
  /** written then, and still there: their validity ends */
  close: Item[];
  /** ended then: their text becomes the newest version again */
  restore: Item[];
  /** left as it is, with why */
  left: { item: Item; because: string }[];
};

const operatorSince = "you confirmed or changed it since";

/** The items that the operator has said something about by themselves, after they were written. */
async function touchedByOperator(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const entries = await tx.auditEntry.findMany({
    where: {
      actorKind: "operator",
      subjectKind: "memory",
      subjectId: { in: [...ids] },
      // what a rollback itself wrote is nobody's word on the item
      NOT: { action: { in: ["memory.rollBackItem"] } },
    },
    select: { subjectId: true },
  });
  return new Set(entries.map(({ subjectId }) => subjectId));
}

/** Why a version does not stand any more, by what came after it. */
function whyEnded(newer: readonly Item[]): string {
  if (newer.some(({ attributes }) => typeof attributes === "object" && attributes !== null && "rollback" in attributes))
    return "it was taken back already";
  return newer.some(({ sourceKind }) => sourceKind === "operator") ? operatorSince : "it is no longer valid anyway";
}

/**
 * What taking something back would do, from the rows as they are. The rows of all chains that it touches are locked first,
 * so that nothing is closed under the plan. What the operator confirmed or changed since is left, and what is newer stands.
 */
export async function planRollback(tx: Transaction, doing: Doing): Promise<Plan> {
  const ids = [...new Set([...doing.wrote, ...doing.closed])];
  const touched = await tx.memoryItem.findMany({ where: { id: { in: ids } }, select: { chainId: true } });
  const chains = [...new Set(touched.map(({ chainId }) => chainId))].sort();
  if (chains.length === 0) return { close: [], restore: [], left: [] };
  for (const chainId of chains) await holdChain(tx, chainId);
  await tx.$queryRaw`select id from memory_item where chain_id = any(${chains}::uuid[]) order by id for update`;
  const items = await tx.memoryItem.findMany({
    where: { chainId: { in: chains } },
    orderBy: [{ chainId: "asc" }, { version: "asc" }],
  });
  const written = new Set(doing.wrote);
  const spokenFor = await touchedByOperator(tx, doing.wrote);
  const plan: Plan = { close: [], restore: [], left: [] };
  for (const item of items.filter(({ id }) => written.has(id))) {
    const newer = items.filter((other) => other.chainId === item.chainId && other.version > item.version);
    if (item.validTo !== null) {
      // an own version that a later own one replaced is told by that one
      if (newer.some(({ id }) => written.has(id))) continue;
      plan.left.push({ item, because: whyEnded(newer) });
    } else if (spokenFor.has(item.id)) plan.left.push({ item, because: operatorSince });
    else plan.close.push(item);
  }
  const closing = new Set(plan.close.map(({ id }) => id));
  const ended = new Set(doing.closed.filter((id) => !written.has(id)));
  for (const item of items.filter(({ id }) => ended.has(id))) {
    const stands = items.some(
      (other) =>
        other.chainId === item.chainId && other.validTo === null && !other.quarantined && !closing.has(other.id),
    );
    const later = items.some(
      (other) => other.chainId === item.chainId && ended.has(other.id) && other.version > item.version,
    );
    const kept = plan.left.some((left) => left.item.chainId === item.chainId);
    if (later || kept) continue;
    if (item.hiddenAt) plan.left.push({ item, because: "you hid it" });
    else if (stands) plan.left.push({ item, because: "a newer text stands in its place" });
    else plan.restore.push(item);
  }
  return plan;
}
