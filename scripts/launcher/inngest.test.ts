import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { signRequest } from "#inngest/embedded/sign-request.ts";
import { readEnvironment } from "#server/kernel/env.ts";
import { findInngestCli, startDevelopmentServer } from "./inngest-cli.ts";
import { openInngestServer, reachServer } from "./inngest-server.ts";
import { registerFunctions } from "./register-functions.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function environment(source: Record<string, string>) {
  const result = readEnvironment(source);
  if (!result.ok) throw new Error(result.problems.join());
  return result.value;
}

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

/** A server that answers `/dev` as a development server of 1.x does, or not at all as one with keys. */
const inngestAt = (dev: unknown) =>
  listen((request, response) => {
    const known = request.url === "/health" ? { status: 200 } : request.url === "/dev" ? dev : undefined;
    response.writeHead(known ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(known ?? {}));
  });

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inngest-cli-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function program(path: string, text = "#!/bin/sh\n"): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

const keys = { INNGEST_EVENT_KEY: "abcd", INNGEST_SIGNING_KEY: "signkey-test-0123abcd" };

describe("the user's inngest-cli", () => {
  it("is the one that is named, else the first on the PATH", () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(first, "inngest"));
    const found = program(join(second, "inngest-cli"));
    const named = program(join(first, "my-inngest"));
    const PATH = [first, second].join(delimiter);
    expect(findInngestCli({ PATH })).toBe(found);
    expect(findInngestCli({ PATH, INNGEST_CLI: named })).toBe(named);
  });

  it("is asked for in one sentence when there is none, and never downloaded", () => {
    const folder = temporaryFolder();
    expect(() => findInngestCli({ PATH: folder })).toThrow(/npm install --global inngest-cli.*INNGEST_BASE_URL\.$/);
    expect(() => findInngestCli({ INNGEST_CLI: join(folder, "absent") })).toThrow(/^INNGEST_CLI: .* is not a program/);
  });

  it("is started for this product on loopback, and stopped with it", async () => {
    const folder = temporaryFolder();
    const told = join(folder, "told");
    const cli = program(
      join(folder, "inngest"),
      `#!/bin/sh\necho "$@" > ${told}.new; mv ${told}.new ${told}\nexec sleep 60\n`,
    );
    const serveUrl = "http://127.0.0.1:3000/api/inngest";
    const server = startDevelopmentServer({ cli, port: 18_288, serveUrl, dataFolder: folder });
    closing.push(server.stop);
    await expect
      .poll(
        () => {
          try {
            return readFileSync(told, "utf8").trim();
          } catch {
            return "";
          }
        },
        { timeout: 10_000 },
      )
      .toBe(`dev -u ${serveUrl} --no-discovery --host 127.0.0.1 --port 18288`);
    await server.stop();
    expect(await server.failed).toBe("stopped");
  });

  it("is said to have ended, and where to read why", async () => {
    const folder = temporaryFolder();
    const cli = program(join(folder, "inngest"), "#!/bin/sh\necho broken\nexit 3\n");
    const server = startDevelopmentServer({
      cli,
      port: 18_288,
      serveUrl: "http://127.0.0.1:3000/api/inngest",
      dataFolder: folder,
    });
    closing.push(server.stop);
    expect(await server.failed).toMatch(/inngest-cli ended \(code 3\): see .*inngest\.log/);
    expect(readFileSync(join(folder, "inngest.log"), "utf8")).toContain("broken");
  });
});

describe("a server that is named", () => {
  it("is known for a development server by its own word", async () => {
    const url = await inngestAt({ version: "1.0.0", isSingleNodeService: false });
    expect(await reachServer(environment({ INNGEST_BASE_URL: url }))).toEqual({
      server: { kind: "development", url },
      variables: { INNGEST_DEV: "1" },
    });
  });

  it.each<Record<string, string>>([
    {},
    { INNGEST_SIGNING_KEY: keys.INNGEST_SIGNING_KEY },
    { INNGEST_EVENT_KEY: keys.INNGEST_EVENT_KEY },
  ])("asks for the keys that are missing (%j)", async (given) => {
    const url = await inngestAt(undefined);
    const missing = Object.keys(keys).filter((name) => !(name in given));
    await expect(reachServer(environment({ ...given, INNGEST_BASE_URL: url }))).rejects.toMatchObject({
      message: `The Inngest server at ${url} asks for keys: set ${missing.join(" and ")}.`,
      exitCode: 2,
    });
  });

  it("is taken for self-hosted with both keys", async () => {
    const url = await inngestAt(undefined);
    expect((await reachServer(environment({ ...keys, INNGEST_BASE_URL: url }))).server.kind).toBe("self-hosted");
  });

  it("refuses an event key that is not its own", async () => {
    const url = await listen((request, response) => {
      const known = request.url === "/health" || request.url === `/e/${keys.INNGEST_EVENT_KEY}`;
      response.writeHead(known ? 200 : 401).end("{}");
    });
    const given = { ...keys, INNGEST_BASE_URL: url };
    expect((await reachServer(environment(given))).server.kind).toBe("self-hosted");
    await expect(reachServer(environment({ ...given, INNGEST_EVENT_KEY: "other" }))).rejects.toThrow(
      `The Inngest server at ${url} refuses the event key: compare INNGEST_EVENT_KEY with the server's.`,
    );
  });

  it("is said not to answer", async () => {
    const gone = await listen(() => undefined);
    await closing.pop()?.();
    await expect(reachServer(environment({ ...keys, INNGEST_BASE_URL: gone }), 0.3)).rejects.toThrow(
      `The Inngest server at ${gone} does not answer: start it, or correct INNGEST_BASE_URL.`,
    );
  });
});

describe("what cannot work is said before anything starts", () => {
  const origin = "http://127.0.0.1:3000";
  const open = (source: Record<string, string>) =>
    openInngestServer({ environment: environment(source), dataFolder: "unused", origin, onStarted: () => undefined });

  it("the cloud and a product that only this machine reaches", async () => {
    await expect(open(keys)).rejects.toThrow(/Inngest Cloud cannot reach http:\/\/127\.0\.0\.1:3000: set NEXTAUTH_URL/);
    const opened = await open({ ...keys, NEXTAUTH_URL: "https://adjutant.example.com" });
    expect(opened.variables).toEqual({ INNGEST_SERVE_ORIGIN: "https://adjutant.example.com" });
  });

  it("the cloud with one key", async () => {
    await expect(open({ INNGEST_EVENT_KEY: "abcd" })).rejects.toThrow(
      /Inngest Cloud asks for keys: set INNGEST_SIGNING_KEY/,
    );
  });

  it("a development server and a product that the network reaches", async () => {
    const url = await inngestAt({ version: "1.0.0" });
    await expect(open({ INNGEST_BASE_URL: url, HOST: "0.0.0.0" })).rejects.toThrow(/works with HOST=127\.0\.0\.1 only/);
  });
});

describe("registering the functions", () => {
  const bodyOf = async (request: IncomingMessage) => {
    let text = "";
    for await (const part of request) text += part;
    return text;
  };
  const productAnswering = (
    status: number,
    answer: unknown,
    seen: (headers: IncomingMessage["headers"], body: string) => void = () => undefined,
  ) =>
    listen((request, response) => {
      void bodyOf(request).then((body) => {
        seen(request.headers, body);
        response.writeHead(status).end(JSON.stringify(answer));
      });
    });
  const server = { kind: "self-hosted" as const, url: "https://inngest.example.com" };
  const signingKey = keys.INNGEST_SIGNING_KEY;

  it("is signed, for the product takes no other call", async () => {
    let [signature, sent] = ["", ""];
    const origin = await productAnswering(
      200,
      { message: "Successfully registered", modified: true },
      (headers, body) => {
        signature = String(headers["x-inngest-signature"]);
        sent = body;
      },
    );
    await registerFunctions({ server, origin, signingKey });
    const seconds = Number(new URLSearchParams(signature).get("t"));
    expect(signature).toBe(signRequest({ body: sent, signingKey, seconds }));
  });

  it.each([
    [401, { message: "Unauthorized" }, /refuses the signing key: compare INNGEST_SIGNING_KEY/],
    // what the SDK makes of a server's refusal
    [200, { message: "Authentication failed", modified: false }, /refuses the signing key: compare/],
    [200, { message: "Function limit reached" }, /did not take the functions \(200\): Function limit reached\.$/],
    [500, { message: "Failed to register; not valid JSON; status code: 401" }, /refuses the signing key: compare/],
    [
      500,
      { message: "Failed to register; fetch failed" },
      /did not take the functions \(500\): Failed to register; fetch failed\.$/,
    ],
  ])("says what went wrong (%i)", async (status, answer, sentence) => {
    const origin = await productAnswering(status, answer);
    await expect(registerFunctions({ server, origin, signingKey })).rejects.toThrow(sentence);
  });
});
