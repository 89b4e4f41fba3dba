import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { authenticateApiKey } from "../api-key-auth.ts";
import { toProblem } from "../problem.ts";
import { mcpServerFor } from "./mcp-server.ts";

const most = { maxRequestBodySize: 2 ** 18 };
const onerror = (error: Error) => log.info({ error }, "an MCP request was refused");

/** A page of another site must not speak through a browser that can reach us, also where it has taken our name (DNS rebinding). */
function refuseForeignOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  if (origin !== null && origin !== publicUrl()) {
    throw new AppError("forbidden", "This request came from another site");
  }
}

/** Answers in the protocol's revision that the request speaks: 2026-07-28, or one of those that begin with `initialize`. */
async function serve(request: Request, context: Context): Promise<Response> {
  const server = () => mcpServerFor(context, request.signal);
  if (!(await isLegacyRequest(request, undefined, most))) {
    const handler = createMcpHandler(server, { legacy: "reject", maxSubscriptions: 0, onerror, ...most });
    return handler.fetch(request);
  }
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true, ...most });
  transport.onerror = onerror;
  await server().connect(transport);
  return transport.handleRequest(request);
}

/**
 * Serves `/api/mcp`: the Model Context Protocol over streamable HTTP, stateless, one JSON answer per request, with the same
 * API keys as the REST API. Nothing is kept between requests, so any process can answer any of them.
 */
export async function answerMcp(request: Request): Promise<Response> {
  try {
    refuseForeignOrigin(request.headers);
    const context = await authenticateApiKey({ authorization: request.headers.get("authorization"), scope: null });
    if (request.method !== "POST") {
      const details = { status: 405 as const, allow: ["POST"] };
      throw new AppError("invalid", "There is no stream and no session here: send each message with POST", { details });
    }
    return await serve(request, context);
  } catch (error) {
    return toProblem(error, request);
  }
}
