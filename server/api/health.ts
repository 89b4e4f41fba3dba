import { isDatabaseReady } from "#server/domains/sign-in/index.ts";
import { inngestServer } from "#server/kernel/inngest-server.ts";
import { isPartReady } from "#server/kernel/readiness.ts";

const headers = { "cache-control": "no-store" };
const patienceMs = 3_000;

function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const timeout = new Promise<T>((resolve) => {
    setTimeout(resolve, patienceMs, otherwise).unref();
  });
  return Promise.race([work, timeout]);
}

/** Liveness: this process answers. */
export function liveness(): Response {
  return Response.json({ status: "live" }, { headers });
}

/** Readiness: 200 when the database answers and the runner is up (or an Inngest server, named by kind, does its work), else 503. */
export async function readiness(): Promise<Response> {
  const server = inngestServer();
  const [database, runner] = await Promise.all([
    within(isDatabaseReady(), false),
    server ? true : within(isPartReady("runner"), false),
  ]);
  const ready = database && runner;
  return Response.json(
    {
      status: ready ? "ready" : "starting",
      database: database ? "up" : "down",
      runner: server ? "external" : runner ? "up" : "down",
      ...(server ? { inngest: server.kind } : {}),
    },
    { status: ready ? 200 : 503, headers },
  );
}
