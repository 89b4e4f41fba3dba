import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";

/** What tells a proposal of a test apart; everything else is the same for all. */
type PendingFacts = {
  title: string;
  agent?: string;
  action?: string;
  taint?: "outside" | "operator";
  sampled?: boolean;
  contactId?: string;
  stake?: [amountMinor: number, currency: string];
  expiresInHours?: number;
  snoozedUntil?: Date;
};

let order = 0;

/** Writes a proposal that waits, each a second younger than the one before. For tests of the queue. @returns its id */
export async function newPending(context: Context, facts: PendingFacts): Promise<string> {
  const { stake, expiresInHours = 72, ...columns } = facts;
  const id = newId();
  const now = context.clock.now().getTime();
  order += 1;
  await inWorkspace(context.workspaceId, (tx) =>
    tx.proposal.create({
      data: {
        id,
        workspaceId: context.workspaceId,
        runId: newId(),
        step: "propose",
        agent: "billing",
        action: "task.create",
        input: { title: facts.title },
        inputHash: id.replaceAll("-", "").repeat(2),
        preview: { kind: "record", heading: "New task", rows: [{ field: "Title", before: null, after: facts.title }] },
        reason: "Asked for by mail",
        evidence: [],
        confidence: 0.8,
        method: "rule",
        risk: "internal",
        taint: "outside",
        policy: { verdict: "ask", rule: "first", explanation: "It asks first." },
        stakeMinor: stake?.[0] ?? null,
        stakeCurrency: stake?.[1] ?? null,
        createdAt: new Date(now + order * 1_000),
        expiresAt: new Date(now + expiresInHours * 3_600_000),
        ...columns,
      },
    }),
  );
  return id;
}
