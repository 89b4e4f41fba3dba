import { z } from "zod";
import { cancelRun, getRun, listRuns } from "#server/domains/run/index.ts";
import { runStatusSchema } from "#server/domains/run/schema.ts";
import { compensateRun } from "#server/effects/index.ts";
import { timeCursorInput } from "../inputs.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const runRouter = router({
  list: operatorProcedure
    .input(
      z.object({
        status: runStatusSchema.nullish(),
        workflow: z.string().max(100).nullish(),
        cursor: timeCursorInput,
      }),
    )
    .query(async ({ ctx, input }) => {
      const page = await listRuns.execute(ctx.context, input);
      return { items: page.runs, nextCursor: page.nextCursor };
    }),
  get: fromQuery(getRun),
  cancel: fromCommand(cancelRun),
  compensate: fromCommand(compensateRun),
});
