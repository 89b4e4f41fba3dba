import { z } from "zod";
import { getReview, listReviews, resolveEscalation } from "#server/effects/index.ts";
import { idInput } from "../inputs.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const escalationRouter = router({
  list: operatorProcedure
    .input(z.object({ status: z.enum(["open", "resolved"]).default("open") }).default({ status: "open" }))
    .query(({ ctx, input }) => listReviews.execute(ctx.context, input)),
  get: operatorProcedure.input(idInput).query(({ ctx, input }) => getReview.execute(ctx.context, input)),
  resolve: operatorProcedure
    .input(idInput.extend({ option: z.string().max(100), note: z.string().trim().max(2000).optional() }))
    .mutation(({ ctx, input }) =>
      resolveEscalation.execute(ctx.context, {
        escalationId: input.id,
        option: input.option,
        ...(input.note ? { note: input.note } : {}),
      }),
    ),
});
