import { z } from "zod";
import { listMail } from "#server/domains/mail/index.ts";
import { cursorInput } from "../inputs.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const mailRouter = router({
  list: operatorProcedure
    .input(z.object({ cursor: cursorInput }).default({ cursor: null }))
    .query(async ({ ctx, input }) => {
      const page = await listMail.execute(ctx.context, { cursor: input.cursor ?? undefined });
      return { items: page.mails, nextCursor: page.nextCursor };
    }),
});
