import { z } from "zod";
import {
  bulkRetryRuns,
  cancelRun,
  getRun,
  listRuns,
  pauseRun,
  replayPlan,
  replayRun,
  resumeRun,
  retryRun,
} from "#server/domains/run/index.ts";
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
        paused: z.boolean().nullish(),
        workflow: z.string().max(100).nullish(),
        cursor: timeCursorInput,
      }),
    )
    .query(async ({ ctx, input }) => {
      const page = await listRuns.execute(ctx.context, input);
      return { items: page.runs, nextCursor: page.nextCursor };
    }),
  get: fromQuery(getRun),
  pause: fromCommand(pauseRun),
  resume: fromCommand(resumeRun),
  cancel: fromCommand(cancelRun),
  retry: fromCommand(retryRun),
  bulkRetry: fromCommand(bulkRetryRuns),
  replayPlan: fromQuery(replayPlan),
  replay: fromCommand(replayRun),
  compensate: fromCommand(compensateRun),
});
