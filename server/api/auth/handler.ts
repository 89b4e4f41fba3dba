import { AppError } from "#server/kernel/errors.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { toProblem } from "../problem.ts";
import { callerOf } from "../request-caller.ts";
import { refuseCrossSite, refuseLargeBody } from "../request-guard.ts";
import { authOptions } from "./options.ts";
import { runNextAuth } from "./run-next-auth.ts";

const mostBytes = 16_384;

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** The failure as problem+json; `url` is where next-auth's own client reads an error from. */
async function failureResponse(thrown: unknown, request: Request): Promise<Response> {
  const response = toProblem(thrown, request);
  const problem: { code: string } = await response.json();
  const url = `${publicUrl()}/sign-in?error=${problem.code}`;
  return new Response(JSON.stringify({ ...problem, url }), { status: response.status, headers: response.headers });
}

/**
 * Serves /api/auth/*. A form post that asks for JSON gets a failed sign-in as problem+json: the field that is wrong, 429
 * with Retry-After, or one 401 for whatever else was not right.
 */
export async function handleAuth(request: Request, context: RouteContext): Promise<Response> {
  let failure: unknown;
  try {
    refuseCrossSite(request);
    refuseLargeBody(request, mostBytes);
    const { nextauth } = await context.params;
    // lets anybody write to our log
    if (nextauth[0] === "_log") throw new AppError("not_found", "There is nothing here");
    process.env.NEXTAUTH_URL ??= publicUrl();
    const options = authOptions({
      caller: callerOf(request.headers),
      failed: (thrown) => {
        failure = thrown;
      },
    });
    const response = await runNextAuth(request, nextauth, options);
    if (failure === undefined || !response.headers.get("content-type")?.includes("json")) return response;
    return await failureResponse(failure, request);
  } catch (thrown) {
    return toProblem(thrown, request);
  }
}
