import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey, revokeApiKey } from "#server/domains/api-key/index.ts";
import { type Scope, scopeSchema } from "#server/domains/api-key/schema.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { fillWorkspace, type RecordIds } from "../test-records.ts";
import { marker } from "../test-schedule-record.ts";
import { operations } from "./index.ts";
import { startApiServer } from "./test-api-server.ts";

let server: Awaited<ReturnType<typeof startApiServer>>;
let mine: TestContext;
let ids: RecordIds;

beforeAll(async () => {
  server = await startApiServer();
  mine = await newWorkspace();
  ids = await fillWorkspace(mine);
});
afterAll(() => server.close());

const keyOf = (context: TestContext, scopes: Scope[]) => createApiKey.execute(context, { name: "agent", scopes });

const eras = [
  ["2026-07-28", { mode: { pin: "2026-07-28" } }],
  ["initialize", { mode: "legacy" }],
] as const;
type Era = (typeof eras)[number][1];

/** The official client, over real HTTP. */
async function connect(context: TestContext, scopes: Scope[], era: Era = eras[0][1]): Promise<Client> {
  const { key } = await keyOf(context, scopes);
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: era });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/api/mcp`), { requestInit }));
  return client;
}

type Result = Awaited<ReturnType<Client["callTool"]>>;
const textOf = (result: Result) => {
  const [first] = result.content as { type: string; text: string }[];
  return first?.text ?? "";
};

describe.each(eras)("the MCP server, spoken to in %s", (_, era) => {
  it("offers exactly the tools that the key's scopes allow, each described", async () => {
    for (const scopes of [[...scopeSchema.options], ["runs:read"], ["runs:write"], ["events:write"]] as Scope[][]) {
      const client = await connect(mine, scopes, era);
      const allowed = operations.filter(({ scope }) => scopes.includes(scope)).map(({ name }) => name);
      const tools = allowed.length ? (await client.listTools()).tools : [];
      expect(tools.map((tool) => tool.name).sort()).toEqual(allowed.sort());
      for (const tool of tools) {
        const operation = operations.find(({ name }) => name === tool.name);
        expect(tool.description).toBe(operation?.description);
        expect(tool.annotations).toMatchObject({
          readOnlyHint: operation?.hints.readOnly,
          destructiveHint: operation?.hints.destructive,
          idempotentHint: operation?.hints.idempotent,
        });
        expect(tool.inputSchema.type).toBe("object");
        for (const field of Object.values(tool.inputSchema.properties ?? {})) {
          expect(field).toMatchObject({ description: expect.any(String) });
        }
      }
      await client.close();
    }
  });

  it("reads and steers", async () => {
    const client = await connect(mine, ["runs:read", "runs:write"], era);
    const run = await client.callTool({ name: "get_run", arguments: { id: ids.run } });
    expect(run.structuredContent).toMatchObject({ id: ids.run, title: marker });
    expect(JSON.parse(textOf(run))).toEqual(run.structuredContent);
    const paused = await client.callTool({ name: "pause_run", arguments: { id: ids.run } });
    expect(paused.structuredContent).toMatchObject({ paused: true });
    await client.callTool({ name: "resume_run", arguments: { id: ids.run } });
    const list = await client.callTool({ name: "list_review_tasks", arguments: {} });
    expect(list.structuredContent).toMatchObject({ items: [{ id: ids.escalation }] });
    await client.close();
  });

  it("does a keyed request once", async () => {
    const client = await connect(mine, ["runs:write"], era);
    const replay = { id: ids.endedRun, from: "say-so", idempotencyKey: `replay ${JSON.stringify(era)}` };
    const results = await Promise.all(
      Array.from({ length: 5 }, () => client.callTool({ name: "replay_run", arguments: replay })),
    );
    expect(new Set(results.map(textOf)).size).toBe(1);
    expect(results[0]?.isError).toBeFalsy();
    await client.close();
  });

  it("says what is wrong, names the field and nothing of the inside", async () => {
    const client = await connect(mine, ["runs:read", "runs:write"], era);
    const wrong = async (name: string, given: Record<string, unknown>) => {
      const result = await client.callTool({ name, arguments: given });
      expect(result.isError).toBe(true);
      expect(textOf(result)).not.toMatch(/prisma|select |node_modules|\.ts:|at \w+ \(/i);
      return textOf(result);
    };
    expect(await wrong("get_run", { id: "x" })).toContain("id");
    expect(await wrong("retry_run", { id: ids.run })).toBe(
      "It is still going on: only a failed run can be tried again",
    );
    expect(await wrong("replay_run", { id: ids.endedRun, from: "gone" })).toContain("never came to a step “gone”");
    expect(await wrong("pause_run", { id: ids.run, reason: "\0" })).toContain("cannot be stored");
    await client.close();
  });

  it("shows nothing of another workspace, and calls no tool that the key does not allow", async () => {
    const other = await newWorkspace();
    const client = await connect(other, ["runs:read"], era);
    const run = await client.callTool({ name: "get_run", arguments: { id: ids.run } });
    expect([run.isError, textOf(run)]).toEqual([true, "There is no such run"]);
    expect(textOf(await client.callTool({ name: "list_runs", arguments: {} }))).not.toContain(marker);
    const refused = await client
      .callTool({ name: "pause_run", arguments: { id: ids.run } })
      .then((result) => (result.isError ? "refused" : "done"))
      .catch(() => "refused");
    expect(refused).toBe("refused");
    const paused = await inWorkspace(mine.workspaceId, (tx) => tx.run.count({ where: { pausedAt: { not: null } } }));
    expect(paused).toBe(0);
    await client.close();
  });
});

describe("the door of the MCP server", () => {
  const initialize = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
  };
  const post = (headers: Record<string, string>, body: unknown = initialize) =>
    fetch(`${server.url}/api/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("opens to a live key alone", async () => {
    const { key, id } = await keyOf(mine, ["runs:read"]);
    const authorization = `Bearer ${key}`;
    const welcome = await post({ authorization });
    expect([welcome.status, welcome.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect((await welcome.json()).result).toMatchObject({
      protocolVersion: "2025-06-18",
      serverInfo: { name: "adjutant" },
    });
    expect((await post({})).status).toBe(401);
    expect((await post({ authorization: "Bearer adj_live_wrong" })).status).toBe(401);
    await revokeApiKey.execute(mine, { id });
    expect((await post({ authorization })).status).toBe(401);
  });

  it("answers no page of another site, also one that took our name", async () => {
    const authorization = `Bearer ${(await keyOf(mine, ["runs:read"])).key}`;
    const rebound = server.url.replace("127.0.0.1", "attacker.test");
    for (const origin of ["https://attacker.test", rebound, "null"]) {
      expect((await post({ authorization, origin })).status).toBe(403);
    }
    expect((await post({ authorization, origin: publicUrl() })).status).toBe(200);
  });

  it("keeps no session and no stream, pings, and refuses what is no message", async () => {
    const authorization = `Bearer ${(await keyOf(mine, ["runs:read"])).key}`;
    const stream = await fetch(`${server.url}/api/mcp`, { headers: { authorization, accept: "text/event-stream" } });
    expect([stream.status, stream.headers.get("allow")]).toEqual([405, "POST"]);
    const ping = await post({ authorization }, { jsonrpc: "2.0", id: 2, method: "ping" });
    expect((await ping.json()).result).toEqual({});
    const told = await post({ authorization }, { jsonrpc: "2.0", method: "notifications/initialized" });
    expect(told.status).toBe(202);
    expect((await post({ authorization }, "{")).status).toBe(400);
    expect((await post({ authorization }, "x".repeat(2 ** 19))).status).toBeGreaterThanOrEqual(400);
  });
});
