import { env } from "#server/kernel/env.ts";
import { isDevelopmentServer } from "#server/kernel/installation.ts";
import { serveFunctions } from "./serve.ts";

const loopback = ["127.0.0.1", "::1", "localhost"];

/**
 * The public side of the SDK's protocol. Every call has to be signed, with the Inngest server's key or, embedded, with a
 * key that never leaves this process. A development server does not sign: then nobody but this machine may call.
 */
export async function answerInngest(request: Request): Promise<Response> {
  if (isDevelopmentServer() && !loopback.includes(env().HOST)) {
    const problem = {
      type: "about:blank",
      title: "Forbidden",
      status: 403,
      detail: "INNGEST_DEV works on loopback only",
    };
    return Response.json(problem, { status: 403, headers: { "content-type": "application/problem+json" } });
  }
  return serveFunctions(request);
}
