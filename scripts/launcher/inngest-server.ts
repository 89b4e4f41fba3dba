import { setTimeout as delay } from "node:timers/promises";
import type { Environment } from "#server/kernel/env.ts";
import { type InngestServer, inngestServer, serveOrigin } from "#server/kernel/inngest-server.ts";
import { runnerMode } from "#server/kernel/installation.ts";
import { findInngestCli, startDevelopmentServer } from "./inngest-cli.ts";
import { StopError } from "./stop-error.ts";

/** The Inngest server that will do the work. */
export type OpenServer = {
  server: InngestServer;
  /** what the product's processes must know of it */
  variables: Record<string, string>;
  /** resolves with a sentence when it was started here and will not stay up */
  failed?: Promise<string>;
};

const developmentPort = 8288;
const answerSeconds = 10;
const startSeconds = 30;
const goneSeconds = 5;
const wrongSetting = 2;

/** Asks a path of a server; undefined when nothing answers. */
async function ask(url: string): Promise<Response | undefined> {
  return fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
}

async function answers(url: string, seconds: number, gaveUp: () => boolean = () => false): Promise<boolean> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const response = await ask(`${url}/health`);
    await response?.body?.cancel();
    if (response) return true;
    if (performance.now() > end || gaveUp()) return false;
    await delay(100);
  }
}

async function fallsSilent(url: string, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const response = await ask(`${url}/health`);
    await response?.body?.cancel();
    if (!response) return true;
    if (performance.now() > end) return false;
    await delay(100);
  }
}

/** Only a development server describes itself here; one that asks for keys answers 404 or 401. */
async function isDevelopment(url: string): Promise<boolean> {
  const response = await ask(`${url}/dev`);
  if (!response?.ok) return false;
  const body: unknown = await response.json().catch(() => null);
  return (
    typeof body === "object" &&
    body !== null &&
    "version" in body &&
    !("isSingleNodeService" in body && body.isSingleNodeService)
  );
}

function requireKeys(environment: Environment, whose: string): void {
  const missing = (["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"] as const).filter((name) => !environment[name]);
  if (missing.length) throw new StopError(`${whose} asks for keys: set ${missing.join(" and ")}.`, wrongSetting);
}

/** Sends no event at all: a server with another key says so. */
async function requireEventKey(url: string, eventKey: string): Promise<void> {
  const signal = AbortSignal.timeout(3_000);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/e/${encodeURIComponent(eventKey)}`, {
    method: "POST",
    body: "[]",
    headers,
    signal,
  }).catch(() => null);
  await answer?.body?.cancel();
  if (answer?.status !== 401 && answer?.status !== 403) return;
  throw new StopError(
    `The Inngest server at ${url} refuses the event key: compare INNGEST_EVENT_KEY with the server's.`,
    wrongSetting,
  );
}

const isLoopback = (url: string) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);

/**
 * Reaches the server that the environment names and finds out which kind it is: without keys and without INNGEST_DEV it
 * is asked whether it is a development server.
 * @returns variables to add to the environment
 * @throws StopError when it does not answer, or asks for keys that are not set
 */
export async function reachServer(
  environment: Environment,
  patienceSeconds = answerSeconds,
): Promise<{ server: InngestServer; variables: Record<string, string> }> {
  const server = inngestServer(environment);
  if (!server) throw new StopError("No Inngest server is named: set INNGEST_BASE_URL.", wrongSetting);
  if (server.url === null) {
    requireKeys(environment, "Inngest Cloud");
    return { server, variables: {} };
  }
  if (!(await answers(server.url, patienceSeconds))) {
    throw new StopError(`The Inngest server at ${server.url} does not answer: start it, or correct INNGEST_BASE_URL.`);
  }
  if (server.kind === "development") return { server, variables: {} };
  const { INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = environment;
  if (!INNGEST_EVENT_KEY && !INNGEST_SIGNING_KEY && (await isDevelopment(server.url))) {
    return { server: { kind: "development", url: server.url }, variables: { INNGEST_DEV: "1" } };
  }
  requireKeys(environment, `The Inngest server at ${server.url}`);
  await requireEventKey(server.url, INNGEST_EVENT_KEY ?? "");
  return { server, variables: {} };
}

async function startOwn(options: {
  environment: Environment;
  dataFolder: string;
  serveUrl: string;
  onStarted: (stop: () => Promise<void>) => void;
}): Promise<OpenServer> {
  const { environment, dataFolder, serveUrl, onStarted } = options;
  const cli = findInngestCli({ INNGEST_CLI: environment.INNGEST_CLI, PATH: process.env.PATH });
  const url = `http://127.0.0.1:${developmentPort}`;
  // one that a killed launcher left behind goes by itself, a moment later
  if (!(await fallsSilent(url, goneSeconds))) {
    throw new StopError(`Something listens on ${url} already: stop it, or use it with INNGEST_BASE_URL=${url}.`, 3);
  }
  const own = startDevelopmentServer({ cli, port: developmentPort, serveUrl, dataFolder });
  onStarted(own.stop);
  let reason: string | undefined;
  own.failed.then((sentence) => {
    reason = sentence;
  });
  if (!(await answers(url, startSeconds, () => reason !== undefined))) {
    throw new StopError(reason ?? `inngest-cli does not answer on ${url} after ${startSeconds} s.`);
  }
  const variables = { INNGEST_BASE_URL: url, INNGEST_DEV: "1" };
  return { server: { kind: "development", url }, variables, failed: own.failed };
}

/**
 * Makes sure that the Inngest server is there: the one that the environment names, else one that the user's inngest-cli
 * starts for this product.
 * @param options.origin where this machine reaches the product
 * @throws StopError with what the operator can do
 */
export async function openInngestServer(options: {
  environment: Environment;
  dataFolder: string;
  origin: string;
  onStarted: (stop: () => Promise<void>) => void;
}): Promise<OpenServer> {
  const { environment, origin } = options;
  const opened =
    runnerMode(environment) === "inngest"
      ? await reachServer(environment)
      : await startOwn({ ...options, serveUrl: `${origin}/api/inngest` });
  const { server, variables } = opened;
  if (server.kind === "development") {
    if (!isLoopback(`http://${environment.HOST}`)) {
      throw new StopError("A development server signs nothing, so it works with HOST=127.0.0.1 only.", wrongSetting);
    }
    // it lives on this machine, whatever the public address is
    return { ...opened, variables: { INNGEST_SERVE_ORIGIN: environment.INNGEST_SERVE_ORIGIN ?? origin, ...variables } };
  }
  const publicOrigin = serveOrigin(environment) ?? origin;
  if (server.kind === "cloud" && isLoopback(publicOrigin)) {
    throw new StopError(
      `Inngest Cloud cannot reach ${publicOrigin}: set NEXTAUTH_URL to the public address.`,
      wrongSetting,
    );
  }
  return { ...opened, variables: { INNGEST_SERVE_ORIGIN: publicOrigin, ...variables } };
}
