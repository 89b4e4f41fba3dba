import type { Scope } from "#server/domains/api-key/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { authenticateApiKey } from "./api-key-auth.ts";
import { toProblem } from "./problem.ts";

/** A query as this edge sees it. */
type Read<R> = { execute: (context: Context, input: unknown) => Promise<R> };

type RouteParameters = { params: Promise<Record<string, string>> };

/**
 * A public GET over a query: the address's parts and its search parameters are the input. Answers the query's result as
 * JSON (dates in ISO 8601), or problem+json (RFC 9457).
 */
export function answerRead<R>(options: { query: Read<R>; scope: Scope }) {
  return async (request: Request, route?: RouteParameters): Promise<Response> => {
    try {
      const context = await authenticateApiKey({
        authorization: request.headers.get("authorization"),
        scope: options.scope,
      });
      const { limit, ...search } = Object.fromEntries(new URL(request.url).searchParams);
      const input = { ...search, ...(limit === undefined ? {} : { limit: Number(limit) }), ...(await route?.params) };
      const result = await options.query.execute(context, input);
      return Response.json(result, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return toProblem(error, request);
    }
  };
}
