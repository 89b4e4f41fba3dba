import { z } from "zod";
import { proposalCardSchema } from "#server/domains/proposal/schema.ts";

/** What the page behind a mailed link shows: the exact card while it can be decided here, else why it cannot. */
const linkedProposalSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("open"), proposal: proposalCardSchema, workspaceName: z.string(), expiresAt: z.date() }),
  /** the link is not one of ours, or its proposal is gone */
  z.object({ state: z.literal("unknown") }),
  z.object({ state: z.literal("used") }),
  z.object({ state: z.literal("expired") }),
  /** decided elsewhere, or not what the mail showed any more */
  z.object({ state: z.literal("stale"), message: z.string() }),
]);
export type LinkedProposal = z.infer<typeof linkedProposalSchema>;

/** What became of a decision by link. */
export type LinkDecision =
  | { state: "decided"; decision: "approve" | "reject"; title: string; executeAfter: Date | null }
  | Exclude<LinkedProposal, { state: "open" }>;
