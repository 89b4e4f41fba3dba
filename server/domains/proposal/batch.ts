import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { moneyOf } from "#server/kernel/money.ts";
import { shortLines } from "./batch-lines.ts";
import type { ClosedProposal } from "./close.ts";
import { decisionRefusal } from "./rules.ts";
import type { BatchItem, BatchPreview, Preview } from "./schema.ts";

/** How many proposals can be decided together: as many as can be read. */
const mostInBatch = 50;

/** Proposals that are named together: each once. */
export const batchIdsSchema = z
  .array(z.uuid())
  .min(1)
  .max(mostInBatch, `At most ${mostInBatch} can be decided together`)
  .refine((ids) => new Set(ids).size === ids.length, "names one twice");

/**
 * Proposals in the order named, which the same agent made for the same action in the same workflow.
 * @throws AppError not_found when one does not exist; precondition when they are not alike
 */
async function readAlike(tx: Transaction, ids: readonly string[]): Promise<ClosedProposal[]> {
  const rows = await tx.proposal.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  if (found.length < ids.length) throw new AppError("not_found", "There is no such proposal");
  const runs = await tx.run.findMany({
    where: { id: { in: [...new Set(found.map((row) => row.runId))] } },
    select: { id: true, workflow: true },
  });
  const workflowOf = new Map(runs.map((run) => [run.id, run.workflow]));
  const kinds = new Set(found.map((row) => JSON.stringify([row.agent, row.action, workflowOf.get(row.runId) ?? ""])));
  if (kinds.size > 1) {
    throw new AppError("precondition", "Only proposals of one agent, action and workflow can be decided together");
  }
  return found;
}

function itemOf(row: ClosedProposal, now: Date): BatchItem {
  const waits = row.status === "pending" && row.expiresAt > now;
  return {
    id: row.id,
    inputHash: row.inputHash,
    title: row.title,
    ...shortLines(row.preview as Preview),
    stake: moneyOf(row.stakeMinor, row.stakeCurrency),
    taint: row.taint === "operator" ? "operator" : "outside",
    problem: waits ? null : decisionRefusal(row, { now }).message,
  };
}

/** Several like proposals in one view: each exact content in short, and what is at stake in all of them by currency. */
export const previewBatch = defineQuery({
  name: "proposal.previewBatch",
  input: z.object({ ids: batchIdsSchema }),
  access: ["operator"],
  run: async ({ tx, context }, { ids }): Promise<BatchPreview> => {
    const now = context.clock.now();
    const items = (await readAlike(tx, ids)).map((row) => itemOf(row, now));
    const totals = new Map<string, number>();
    for (const { stake, problem } of items) {
      if (stake && !problem) totals.set(stake.currency, (totals.get(stake.currency) ?? 0) + stake.amountMinor);
    }
    const inOrder = [...totals].sort(([one], [other]) => one.localeCompare(other));
    return { items, totals: inOrder.map(([currency, amountMinor]) => ({ currency, amountMinor })) };
  },
});

/** Throws unless the proposals are alike. @throws AppError not_found | precondition */
export const checkAlike = defineQuery({
  name: "proposal.checkAlike",
  input: z.object({ ids: batchIdsSchema }),
  access: ["operator"],
  run: async ({ tx }, { ids }): Promise<void> => {
    await readAlike(tx, ids);
  },
});
