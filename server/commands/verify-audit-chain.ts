import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { type AuditLink, isUnchanged } from "./audit-link.ts";

/** Whether the audit trail is whole; else the first sequence at which it is not, and why. */
export type AuditVerdict =
  | { intact: true; entries: number }
  | { intact: false; sequence: number; problem: "changed" | "missing" | "broken link" | "cut off" };

type Place = { sequence: number; previousHash: string };

const pageSize = 1_000;

function problemOf(entry: AuditLink | undefined, { sequence, previousHash }: Place, last: number) {
  if (entry?.sequence !== sequence) return sequence === last ? "cut off" : "missing";
  if (entry.previousHash !== previousHash) return "broken link";
  return isUnchanged(entry) ? null : "changed";
}

/**
 * Walks a workspace's audit trail from its first entry and recomputes every hash: a changed, removed, inserted or reordered
 * entry shows, and so does a trail that was cut off at its end, by the head that names the last hash. Each page is a
 * transaction of its own, so that a long trail holds nobody up.
 */
export async function verifyAuditChain({ workspaceId }: Pick<Context, "workspaceId">): Promise<AuditVerdict> {
  // the head first: entries that are written meanwhile come after it
  const head = await inWorkspace(workspaceId, (tx) => tx.auditHead.findUnique({ where: { workspaceId } }));
  const last = head?.sequence ?? 0;
  let previousHash = "";
  for (let from = 1; from <= last; from += pageSize) {
    const end = Math.min(from + pageSize, last + 1);
    const page = await inWorkspace(workspaceId, (tx) =>
      tx.auditEntry.findMany({ where: { sequence: { gte: from, lt: end } }, orderBy: { sequence: "asc" } }),
    );
    for (let sequence = from; sequence < end; sequence += 1) {
      const entry = page[sequence - from];
      const problem = problemOf(entry, { sequence, previousHash }, last);
      if (problem) return { intact: false, sequence, problem };
      previousHash = entry?.hash ?? "";
    }
  }
  if (head && head.hash !== previousHash) return { intact: false, sequence: last, problem: "cut off" };
  const beyond = await inWorkspace(workspaceId, (tx) =>
    tx.auditEntry.findFirst({ where: { sequence: { lt: 1 } }, select: { sequence: true } }),
  );
  return beyond ? { intact: false, sequence: beyond.sequence, problem: "changed" } : { intact: true, entries: last };
}
