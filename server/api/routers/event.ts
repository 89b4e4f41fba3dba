import { z } from "zod";
import { correctEvent, getEvent, listEvents } from "#server/domains/event/index.ts";
import { eventKindSchema, eventStatusSchema } from "#server/domains/event/schema.ts";
import { timeCursorInput } from "../inputs.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const eventRouter = router({
  list: operatorProcedure
    .input(
      z
        .object({ kind: eventKindSchema.nullish(), status: eventStatusSchema.nullish(), cursor: timeCursorInput })
        .default({}),
    )
    .query(({ ctx, input }) => listEvents.execute(ctx.context, input)),
  get: fromQuery(getEvent),
  correct: fromCommand(correctEvent),
});
