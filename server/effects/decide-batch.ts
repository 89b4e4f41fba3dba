import { z } from "zod";
import { batchIdsSchema, checkAlike, rejectProposal } from "#server/domains/proposal/index.ts";
import type { BatchOutcome } from "#server/domains/proposal/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { approveProposal } from "./approve-proposal.ts";

const itemsSchema = z
  .array(z.object({ id: z.uuid(), /** the hash that the preview showed */ inputHash: z.string().length(64) }))
  .superRefine((items, refinement) => {
    const ids = batchIdsSchema.safeParse(items.map((item) => item.id));
    for (const issue of ids.error?.issues ?? []) refinement.addIssue(issue.message);
  });

const approvals = z.object({ items: itemsSchema });
const rejections = z.object({ items: itemsSchema, reason: z.string().trim().min(1).max(2000) });

type Decided = { executeAfter?: Date | null };

/** Decides one after the other, each in a transaction of its own: what one meets holds no other up, and is told. */
async function decideEach(
  context: Context,
  items: z.output<typeof itemsSchema>,
  decide: (item: { proposalId: string; inputHash: string }) => Promise<Decided>,
): Promise<BatchOutcome> {
  await checkAlike.execute(context, { ids: items.map((item) => item.id) });
  const outcome: BatchOutcome = [];
  for (const { id, inputHash } of items) {
    try {
      const { executeAfter = null } = await decide({ proposalId: id, inputHash });
      outcome.push({ id, decided: true, message: null, executeAfter });
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "internal") throw error;
      outcome.push({ id, decided: false, message: error.message, executeAfter: null });
    }
  }
  return outcome;
}

/**
 * The operator's yes to several like proposals at once. Each gets an approval of its own, bound to its own hash.
 * @throws AppError invalid | not_found | precondition (not alike)
 */
export const approveBatch = {
  input: approvals,
  execute: (context: Context, raw: unknown): Promise<BatchOutcome> =>
    decideEach(context, parseInput(approvals, raw).items, (item) => approveProposal.execute(context, item)),
};

/**
 * The operator's no to several like proposals, with one reason.
 * @throws AppError invalid | not_found | precondition (not alike)
 */
export const rejectBatch = {
  input: rejections,
  execute: (context: Context, raw: unknown): Promise<BatchOutcome> => {
    const { items, reason } = parseInput(rejections, raw);
    return decideEach(context, items, (item) => rejectProposal.execute(context, { ...item, reason }).then(() => ({})));
  },
};
