import { listSessions, revokeSession } from "#server/domains/session/index.ts";
import { requestLinkSchema, requestMailLink } from "#server/domains/sign-in/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { publicProcedure, router } from "../trpc.ts";

export const sessionRouter = router({
  list: fromQuery(listSessions),
  revoke: fromCommand(revokeSession),
  /** open to anybody; the answer says nothing about the account */
  requestMailLink: publicProcedure
    .input(requestLinkSchema)
    .mutation(({ ctx, input }) => requestMailLink(input, ctx.caller)),
});
