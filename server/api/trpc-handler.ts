import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { toProblem } from "./problem.ts";
import { refuseLargeBody } from "./request-guard.ts";
import { appRouter } from "./router.ts";
import { createApiContext } from "./trpc.ts";
import { errorFacts } from "./trpc-error.ts";

const mostBytes = 1_048_576;
const mostProcedures = 20;

/** Serves /api/trpc/*. */
export async function handleTrpc(request: Request): Promise<Response> {
  try {
    refuseLargeBody(request, mostBytes);
  } catch (thrown) {
    return toProblem(thrown, request);
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => createApiContext(request),
    maxBatchSize: mostProcedures,
    responseMeta: ({ errors, eagerGeneration }) => {
      const headers: Record<string, string> = { "cache-control": "no-store" };
      const wait = eagerGeneration ? null : errors.map(errorFacts).find((facts) => facts.retryAfterSeconds !== null);
      if (wait) headers["retry-after"] = String(wait.retryAfterSeconds);
      return { headers };
    },
  });
}
