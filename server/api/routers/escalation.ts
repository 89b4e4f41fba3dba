import { z } from "zod";
import { listEscalations } from "#server/domains/escalation/index.ts";
import { resolveEscalation } from "#server/effects/index.ts";
import { idInput } from "../inputs.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const escalationRouter = router({
  list: operatorProcedure
    .input(z.object({ status: z.enum(["open", "resolved"]).default("open") }).default({ status: "open" }))
    .query(({ ctx, input }) => listEscalations.execute(ctx.context, input)),
  resolve: operatorProcedure
    .input(idInput.extend({ option: z.string().max(100) }))
    .mutation(({ ctx, input }) =>
      resolveEscalation.execute(ctx.context, { escalationId: input.id, option: input.option }),
    ),
});
