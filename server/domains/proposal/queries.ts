import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { toCards } from "./cards.ts";
import { newestOf } from "./newest.ts";
import { type ProposalCard, type ProposalStatus, proposalStatusSchema } from "./schema.ts";

const mostPerPage = 100;

/** Proposals by status, the oldest pending first or the latest decided first, a page at a time. */
export const listProposals = defineQuery({
  name: "proposal.list",
  input: z.object({
    /** `pending` (the queue), `decided` (history), or one status */
    status: z.union([z.literal("decided"), proposalStatusSchema]).default("pending"),
    runId: z.uuid().optional(),
    contactId: z.uuid().optional(),
    /** the id that the previous page ended with */
    cursor: z.uuid().optional(),
    limit: z.int().min(1).max(mostPerPage).default(50),
  }),
  access: ["operator"],
  run: async ({ tx }, input): Promise<{ proposals: ProposalCard[]; nextCursor: string | null; total: number }> => {
    const where = {
      status: input.status === "decided" ? { notIn: ["pending", "replaced", "shadow"] } : input.status,
      ...(input.runId ? { runId: input.runId } : {}),
      ...(input.contactId ? { contactId: input.contactId } : {}),
    };
    const order = input.status === "pending" ? ("asc" as const) : ("desc" as const);
    const rows = await tx.proposal.findMany({
      where,
      orderBy: [{ createdAt: order }, { id: order }],
      take: input.limit + 1,
      ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, input.limit);
    return {
      proposals: await toCards(tx, page),
      nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
      total: await tx.proposal.count({ where }),
    };
  },
});

/** One proposal as its card. */
export const getProposal = defineQuery({
  name: "proposal.get",
  input: z.object({ proposalId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { proposalId }): Promise<ProposalCard> => {
    const row = await tx.proposal.findUnique({ where: { id: proposalId } });
    const [card] = row ? await toCards(tx, [row]) : [];
    if (!card) throw new AppError("not_found", "There is no such proposal");
    return card;
  },
});

/** How a proposal stands now, for whoever waits on it. */
export type Standing = {
  /** the newest version: edits, refreshes and answers to guidance are followed */
  proposalId: string;
  status: ProposalStatus;
  expiresAt: Date;
  /** an approved one is not executed before this time */
  executeAfter: Date | null;
  /** the operator's words with the decision */
  reason: string | null;
};

/** How a proposal stands, following edits, refreshes and answers to the newest version. The row is the authority, events are wake-ups. */
export const standingOfProposal = defineQuery({
  name: "proposal.standing",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system", "agent", "operator"],
  run: async ({ tx }, { proposalId }): Promise<Standing> => {
    const row = await newestOf(tx, proposalId);
    if (!row) throw new AppError("not_found", "There is no such proposal");
    const approval = await tx.approval.findFirst({
      where: { proposalId: row.id, undoneAt: null },
      orderBy: { decidedAt: "desc" },
    });
    return {
      proposalId: row.id,
      status: row.status as ProposalStatus,
      expiresAt: row.expiresAt,
      executeAfter: row.executeAfter,
      reason: approval?.reason ?? null,
    };
  },
});
