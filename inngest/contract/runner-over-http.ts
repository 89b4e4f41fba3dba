import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { createEmbeddedRunner, type EmbeddedRunner } from "#inngest/embedded/embedded-runner.ts";
import { openTestDatabase } from "./embedded-target.ts";

/** The keys of a self-hosted server; without them it is a development server, which asks for none. */
export type ServerKeys = { signingKey: string; eventKey: string };

/** The embedded runner behind the HTTP face of an Inngest server, for tests of what lies between. */
export type RunnerOverHttp = { url: string; stop: () => Promise<void> };

const registration = z.object({ url: z.url(), appName: z.string() });
const unsignedKey = "00";

type Answer = { status: number; body: unknown };
type App = { servedAt: string; runner: EmbeddedRunner; remove: () => Promise<void> };

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
}

/** How the SDK shows that it has the signing key: a hash of its bytes. */
function proofOf(signingKey: string): string {
  const [prefix = ""] = /^signkey-\w+-/.exec(signingKey) ?? [];
  const bytes = Buffer.from(signingKey.slice(prefix.length), "hex");
  return `Bearer ${prefix}${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Runs an app's functions where it serves them. */
async function openApp(servedAt: string, keys: ServerKeys | undefined): Promise<App> {
  const database = await openTestDatabase();
  const app: App = {
    servedAt,
    remove: database.remove,
    runner: createEmbeddedRunner({
      databaseUrl: database.appUrl,
      signingKey: keys?.signingKey ?? unsignedKey,
      backoff: () => 50,
      handler: async (request) => {
        const target = new URL(new URL(request.url).search, app.servedAt);
        const headers = new Headers(request.headers);
        headers.delete("host");
        if (!keys) headers.delete("x-inngest-signature");
        return fetch(target, { method: request.method, headers, body: await request.text() });
      },
    }),
  };
  await app.runner.start();
  return app;
}

/**
 * Serves the embedded runner on loopback as an Inngest server is served: registration, events, checkpoints, over the wire,
 * signed where there are keys. One runner and one database for each app that registers.
 */
export async function openRunnerOverHttp(keys?: ServerKeys): Promise<RunnerOverHttp> {
  const apps = new Map<string, Promise<App>>();
  const refused: Answer = { status: 401, body: { error: "Authentication failed" } };

  async function register(request: IncomingMessage, text: string): Promise<Answer> {
    if (keys && request.headers.authorization !== proofOf(keys.signingKey)) return refused;
    const { url, appName } = registration.parse(JSON.parse(text));
    const known = await apps.get(appName);
    if (known) known.servedAt = url;
    else {
      const opening = openApp(url, keys);
      apps.set(appName, opening);
      await opening;
    }
    return { status: 200, body: { ok: true, modified: !known } };
  }

  async function pass(path: string, request: IncomingMessage, text: string): Promise<Answer> {
    const asked = path.startsWith("/v1/checkpoint/") ? String(JSON.parse(text).fn_id) : undefined;
    const concerned = [...apps].filter(([name]) => asked === undefined || asked.startsWith(`${name}-`));
    const seed = request.headers["x-inngest-event-id-seed"];
    const headers: Record<string, string> = typeof seed === "string" ? { "x-inngest-event-id-seed": seed } : {};
    let answer: Answer = { status: 404, body: { error: "No such app", status: 404 } };
    for (const [, opening] of concerned) {
      const { runner } = await opening;
      const response = await runner.fetch(`http://runner.internal${path}`, { method: "POST", body: text, headers });
      answer = { status: response.status, body: await response.json() };
    }
    return answer;
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { pathname } = new URL(request.url ?? "/", "http://runner.internal");
    const text = await textOf(request);
    if (pathname === "/health") return { status: 200, body: { status: 200, message: "OK" } };
    if (pathname === "/run") return { status: 200, body: "the dashboard" };
    if (pathname === "/dev")
      return keys ? refused : { status: 200, body: { version: "1.0.0", isSingleNodeService: false } };
    if (pathname === "/fn/register") return register(request, text);
    if (keys && pathname.startsWith("/e/") && pathname !== `/e/${keys.eventKey}`) return refused;
    if (pathname.startsWith("/e/") && text === "[]") return { status: 200, body: { ids: [], status: 200 } };
    return pass(pathname, request, text);
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): Answer => ({ status: 500, body: { error: String(error), status: 500 } }))
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    stop: async () => {
      for (const opening of apps.values()) {
        const { runner, remove } = await opening;
        await runner.stop({ graceMilliseconds: 500 });
        await remove();
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
