import superjson from "superjson";
import { inWorkspace } from "#server/db/transaction.ts";
import { beginSession } from "#server/domains/session/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { sessionCookieName } from "./auth/cookies.ts";
import { sealSessionToken } from "./auth/session-token.ts";
import { handleTrpc } from "./trpc-handler.ts";

/** A signed-in browser of a test's workspace: a real session row and the cookie that names it. */
export async function signIn(context: Context): Promise<{ cookie: string; sessionId: string }> {
  const { workspaceId, actor, clock } = context;
  const operator = { id: actor.id, workspaceId, name: "Ana Duarte", email: `operator-${actor.id}@example.com` };
  const session = await inWorkspace(workspaceId, (tx) =>
    beginSession(tx, { operator, caller: { address: "192.0.2.1", userAgent: "test" }, clock, method: "passphrase" }),
  );
  const cookie = `${sessionCookieName()}=${await sealSessionToken(session)}`;
  return { cookie, sessionId: session.sessionId };
}

/** What a procedure answered: `data` when it went well, else `error` with our facts. */
export type Answer = {
  status: number;
  headers: Headers;
  data?: unknown;
  error?: {
    message: string;
    data: { code: string; reason: string; fields: { field: string }[]; errorId: string | null };
  };
  /** the whole body, to search for what must not be in it */
  text: string;
};

/** Calls a procedure over HTTP as a browser does. */
export async function callProcedure(request: {
  path: string;
  type: "query" | "mutation";
  input?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
}): Promise<Answer> {
  const { path, type, input, cookie } = request;
  const url = new URL(`http://adjutant.test/api/trpc/${path}`);
  const body = JSON.stringify(superjson.serialize(input));
  if (type === "query" && input !== undefined) url.searchParams.set("input", body);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    host: "adjutant.test",
    ...(cookie ? { cookie } : {}),
    ...request.headers,
  };
  const init = type === "query" ? { headers } : { method: "POST", headers, body };
  const response = await handleTrpc(new Request(url, init));
  const text = await response.text();
  const parsed = JSON.parse(text);
  const answer: Answer = { status: response.status, headers: response.headers, text };
  if (parsed.result) answer.data = superjson.deserialize(parsed.result.data);
  if (parsed.error) answer.error = superjson.deserialize(parsed.error);
  return answer;
}
