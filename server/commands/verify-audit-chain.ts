import { inWorkspace } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";

/** Whether the audit trail is whole; else the first sequence at which it is not, and why. */
export type AuditVerdict =
  | { intact: true; entries: number }
  | { intact: false; sequence: number; problem: "changed" | "missing" | "broken link" | "cut off" };

const pageSize = 1_000;

/**
 * Walks a workspace's audit trail from its first entry and recomputes every hash: a changed, removed, inserted or reordered
 * entry shows, and so does a trail that was cut off at its end, by the head that names the last hash.
 */
export async function verifyAuditChain(context: Context): Promise<AuditVerdict> {
  return inWorkspace(context.workspaceId, async (tx) => {
    // the head first: entries that are written meanwhile come after it
    const head = await tx.auditHead.findUnique({ where: { workspaceId: context.workspaceId } });
    const last = head?.sequence ?? 0;
    let previousHash = "";
    for (let from = 1; from <= last; from += pageSize) {
      const page = await tx.auditEntry.findMany({
        where: { sequence: { gte: from, lt: Math.min(from + pageSize, last + 1) } },
        orderBy: { sequence: "asc" },
      });
      for (let at = from; at < Math.min(from + pageSize, last + 1); at += 1) {
        const entry = page[at - from];
        if (entry?.sequence !== at)
          return { intact: false, sequence: at, problem: at === last ? "cut off" : "missing" };
        if (entry.previousHash !== previousHash) return { intact: false, sequence: at, problem: "broken link" };
        const { hash, at: time, ...hashed } = entry;
        if (hashOf({ ...hashed, at: time.toISOString() }) !== hash) {
          return { intact: false, sequence: at, problem: "changed" };
        }
        previousHash = hash;
      }
    }
    if (head && head.hash !== previousHash) return { intact: false, sequence: last, problem: "cut off" };
    const beyond = await tx.auditEntry.findFirst({ where: { sequence: { lt: 1 } }, select: { sequence: true } });
    return beyond ? { intact: false, sequence: beyond.sequence, problem: "changed" } : { intact: true, entries: last };
  });
}
