import { openDecisionLink } from "#server/domains/decision-link/index.ts";
import { decideByLink } from "#server/effects/index.ts";
import { publicProcedure, router } from "../trpc.ts";

/** Open to whoever holds a link from a mail: 256 random bits that stand for one proposal and one operator. */
export const decisionLinkRouter = router({
  open: publicProcedure
    .input((input) => input as { token: string })
    .query(({ ctx, input }) => openDecisionLink(input, ctx.caller)),
  decide: publicProcedure
    .input((input) => input as { token: string; decision: "approve" | "reject"; reason?: string })
    .mutation(({ ctx, input }) => decideByLink(input, ctx.caller)),
});
