import { z } from "zod";
import {
  getProposal,
  listProposals,
  previewBatch,
  readInWindow,
  readQueue,
  readQueueFacets,
  readSnoozeOffers,
  rejectProposal,
  respondToProposal,
  snoozeProposal,
  undoApproval,
  unsnoozeProposal,
} from "#server/domains/proposal/index.ts";
import { approveBatch, approveProposal, editProposal, rejectBatch } from "#server/effects/index.ts";
import { cursorInput, idInput } from "../inputs.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

/** The card's hash comes back with every decision: it binds to exactly what the operator saw. */
const decisionInput = idInput.extend({ inputHash: z.string().max(64) });

export const proposalRouter = router({
  list: operatorProcedure
    .input(z.object({ status: z.enum(["pending", "decided"]).default("pending"), cursor: cursorInput }))
    .query(async ({ ctx, input }) => {
      const page = await listProposals.execute(ctx.context, { ...input, cursor: input.cursor ?? undefined });
      return { items: page.proposals, nextCursor: page.nextCursor, total: page.total };
    }),
  get: operatorProcedure
    .input(idInput)
    .query(({ ctx, input }) => getProposal.execute(ctx.context, { proposalId: input.id })),
  approve: operatorProcedure
    .input(decisionInput)
    .mutation(({ ctx, input }) =>
      approveProposal.execute(ctx.context, { proposalId: input.id, inputHash: input.inputHash }),
    ),
  edit: operatorProcedure
    .input(decisionInput.extend({ fields: z.record(z.string(), z.string()) }))
    .mutation(({ ctx, input: { id, ...input } }) => editProposal.execute(ctx.context, { proposalId: id, ...input })),
  reject: operatorProcedure
    .input(decisionInput.extend({ reason: z.string().optional() }))
    .mutation(({ ctx, input: { id, ...input } }) => rejectProposal.execute(ctx.context, { proposalId: id, ...input })),
  /** sends it back to its agent with guidance; the answer is a proposal of its own */
  respond: operatorProcedure
    .input(decisionInput.extend({ guidance: z.string() }))
    .mutation(({ ctx, input: { id, ...input } }) =>
      respondToProposal.execute(ctx.context, { proposalId: id, ...input }),
    ),
  /** what is about to happen, and can be undone until then */
  inWindow: fromQuery(readInWindow),
  undo: operatorProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => undoApproval.execute(ctx.context, { proposalId: input.id })),
  /** the light rows of what waits, in the order of the operator's choice */
  queue: fromQuery(readQueue),
  facets: fromQuery(readQueueFacets),
  snoozeOffers: fromQuery(readSnoozeOffers),
  snooze: fromCommand(snoozeProposal),
  unsnooze: fromCommand(unsnoozeProposal),
  previewBatch: fromQuery(previewBatch),
  approveBatch: fromCommand(approveBatch),
  rejectBatch: fromCommand(rejectBatch),
});
