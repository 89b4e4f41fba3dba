import { z } from "zod";
import { getInvoice, listInvoices } from "#server/domains/invoice/index.ts";
import { cursorInput, idInput } from "../inputs.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const invoiceRouter = router({
  list: operatorProcedure
    .input(
      z
        .object({ status: z.enum(["draft", "open", "paid", "void"]).nullish(), cursor: cursorInput })
        .default({ status: null, cursor: null }),
    )
    .query(async ({ ctx, input }) => {
      const { status, cursor } = input;
      const page = await listInvoices.execute(ctx.context, {
        status: status ?? undefined,
        cursor: cursor ?? undefined,
      });
      return { items: page.invoices, nextCursor: page.nextCursor };
    }),
  get: operatorProcedure
    .input(idInput)
    .query(({ ctx, input }) => getInvoice.execute(ctx.context, { invoiceId: input.id })),
});
