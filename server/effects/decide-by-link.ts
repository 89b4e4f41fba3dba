import { z } from "zod";
import {
  countLinkUse,
  linkTokenSchema,
  openDecisionLink,
  takeDecisionLink,
} from "#server/domains/decision-link/index.ts";
import type { LinkDecision } from "#server/domains/decision-link/schema.ts";
import { getProposal, rejectProposal } from "#server/domains/proposal/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { approveProposal } from "./approve-proposal.ts";

const inputSchema = z.object({
  token: linkTokenSchema,
  decision: z.enum(["approve", "reject"]),
  reason: z.string().trim().max(2000).optional(),
});

/** Refusals that say how the proposal stands; anything else is a fault. */
const telling = new Set(["conflict", "precondition", "not_found"]);

/**
 * Decides the one proposal that a mailed link stands for, as its operator. The link is used up first, by whoever is first,
 * and the decision is then made like any other, bound to the hash that the mail showed: what changed meanwhile is refused.
 * A fault between the two leaves a used link and an undecided proposal, never the other way round.
 * @throws AppError invalid | limit
 */
export async function decideByLink(
  raw: unknown,
  caller: { address: string },
  clock: Clock = systemClock,
): Promise<LinkDecision> {
  const { token, decision, reason } = parseInput(inputSchema, raw);
  await countLinkUse("decide", caller);
  // what cannot be decided any more does not use the link up
  const before = await openDecisionLink({ token }, caller, clock);
  if (before.state !== "open") return before;
  const found = await takeDecisionLink({ token, decision }, clock);
  if (!found) return { state: "unknown" };
  const { link, taken } = found;
  if (!taken) return { state: link.usedAt ? "used" : "expired" };
  const { context, proposalId, inputHash } = link;
  try {
    if (decision === "reject") {
      await rejectProposal.execute(context, { proposalId, inputHash, ...(reason ? { reason } : {}) });
      return { state: "decided", decision, title: before.proposal.title, executeAfter: null };
    }
    await approveProposal.execute(context, { proposalId, inputHash });
  } catch (error) {
    if (error instanceof AppError && telling.has(error.code)) return { state: "stale", message: error.message };
    throw error;
  }
  const { title, executeAfter } = await getProposal.execute(context, { proposalId });
  return { state: "decided", decision, title, executeAfter };
}
