import { AppError, statusOfCode } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import type { Runner } from "../runner-state.ts";
import { acceptCheckpoint } from "./checkpoint-api.ts";
import { acceptSent } from "./event-api.ts";

/** The `fetch` option of an Inngest client. */
export type RunnerFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const checkpointPath = /^\/v1\/checkpoint\/([^/]+)\/async$/;

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

async function bodyOf(input: string | URL | Request, init?: RequestInit): Promise<unknown> {
  const text = typeof init?.body === "string" ? init.body : await new Request(input, init).text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", "The body is not JSON", { cause });
  }
}

async function respond(runner: Runner, input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = input instanceof Request ? input : undefined;
  const { pathname } = new URL(request?.url ?? String(input));
  const method = init?.method ?? request?.method ?? "GET";
  const runId = checkpointPath.exec(pathname)?.[1];
  if (method === "POST" && runId) {
    const isHeld = await acceptCheckpoint(runner, {
      runId: decodeURIComponent(runId),
      body: await bodyOf(input, init),
    });
    return isHeld
      ? answer(200, {})
      : answer(409, { error: "The item was taken over or its run has ended", status: 409 });
  }
  if (method === "POST" && pathname.startsWith("/e/")) {
    const seed = new Headers(init?.headers ?? request?.headers).get("x-inngest-event-id-seed");
    const ids = await acceptSent(runner, { body: await bodyOf(input, init), seed });
    return answer(200, { ids, status: 200 });
  }
  return answer(501, { error: `The embedded runner does not serve ${method} ${pathname}`, status: 501 });
}

/** Answers, in process, what the SDK asks of a server: the event API and checkpoints. Everything else is refused by name. */
export function runnerFetch(runner: Runner): RunnerFetch {
  return async (input, init) => {
    try {
      return await respond(runner, input, init);
    } catch (error) {
      const status = error instanceof AppError ? statusOfCode[error.code] : 500;
      if (status >= 500) log.error({ error }, "the runner could not answer the SDK");
      return answer(status, { error: error instanceof AppError ? error.message : "The runner failed", status });
    }
  };
}
