import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { contextOfSession, findLiveSession, type LiveSession } from "#server/domains/session/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { sessionIdOf } from "./auth/session-token.ts";
import { isStorable } from "./inputs.ts";
import { callerOf, type RequestCaller } from "./request-caller.ts";
import { isCrossSite } from "./request-guard.ts";
import { errorFacts, toTrpcError } from "./trpc-error.ts";

/** What every procedure gets of its request. */
export type ApiContext = {
  caller: RequestCaller;
  /** whether a page of another origin sent it */
  crossSite: boolean;
  /** the live session that the cookie names; looked up when first asked for */
  session: () => Promise<LiveSession | null>;
};

/** The context of a request with these headers. Never throws: what is wrong shows when a procedure asks. */
export function createApiContext(request: { method: string; headers: Headers }): ApiContext {
  const { method, headers } = request;
  const cookie = headers.get("cookie");
  let session: Promise<LiveSession | null> | undefined;
  const find = async () => {
    const sessionId = await sessionIdOf(cookie);
    return sessionId ? findLiveSession(sessionId) : null;
  };
  return {
    caller: callerOf(headers),
    crossSite: isCrossSite(method, headers),
    session: () => {
      session ??= find();
      return session;
    },
  };
}

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  isDev: false,
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, ...errorFacts(error) } }),
  sse: {
    maxDurationMs: 30 * 60_000,
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
});

/** Outermost: every error leaves as one that is fit for the operator, and no page of another site changes anything. */
const guarded = t.procedure.use(async ({ ctx, next, path, type, getRawInput }) => {
  if (type === "mutation" && ctx.crossSite) {
    throw toTrpcError(new AppError("forbidden", "This request came from another site"), path);
  }
  if (!isStorable(await getRawInput())) {
    throw toTrpcError(new AppError("invalid", "The input holds characters that cannot be stored"), path);
  }
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error, path);
  return result;
});

/** A procedure for anybody: only what the sign-in page needs. */
export const publicProcedure = guarded;

/** A procedure for the signed-in operator. @throws UNAUTHORIZED without a live session */
export const operatorProcedure = guarded.use(async ({ ctx, next }) => {
  const session = await ctx.session();
  if (!session) throw new AppError("unauthenticated", "Sign in first");
  return next({ ctx: { ...ctx, session: async () => session, context: contextOfSession(session) } });
});

export const { router, createCallerFactory } = t;
