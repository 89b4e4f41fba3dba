import { env } from "#server/kernel/env.ts";
import { isDevelopmentServer } from "#server/kernel/installation.ts";
import { serveFunctions } from "./serve.ts";

const loopback = ["127.0.0.1", "::1", "localhost"];

function refusal(detail: string): Response {
  const problem = { type: "about:blank", title: "Forbidden", status: 403, detail };
  return Response.json(problem, { status: 403, headers: { "content-type": "application/problem+json" } });
}

/** The host that a request was sent to, without its port and without the brackets of an IPv6 address. */
function hostOf(request: Request): string {
  const host = request.headers.get("host") ?? "";
  return host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}

/**
 * The public side of the SDK's protocol. Every call has to be signed, with the Inngest server's key or, embedded, with a
 * key that never leaves this process. A development server does not sign: then nobody but this machine may call, and no
 * page that a browser on it has open (those send an Origin, or another name in place of the address).
 */
export async function answerInngest(request: Request): Promise<Response> {
  if (isDevelopmentServer()) {
    if (!loopback.includes(env().HOST)) return refusal("INNGEST_DEV works on loopback only");
    if (request.headers.has("origin") || !loopback.includes(hostOf(request))) {
      return refusal("Only a development server on this machine may call");
    }
  }
  return serveFunctions(request);
}
