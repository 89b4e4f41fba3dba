import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { type Scope, scopeSchema } from "#server/domains/api-key/schema.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import { fillWorkspace, type RecordIds } from "../test-records.ts";
import { marker } from "../test-schedule-record.ts";
import type { Operation } from "./contract.ts";
import { operations } from "./index.ts";
import { openApiDocument } from "./openapi.ts";
import { startApiServer } from "./test-api-server.ts";

const started: DefinitionInput = {
  workflow: "quote",
  name: "Quote",
  purpose: "Quotes",
  triggers: [{ on: "api", label: "over the API" }],
  input: [{ name: "amount", label: "Amount", type: "number" }],
  summary: "Quoted",
  steps: [{ id: "tell", title: "Tell", kind: "notify", text: "Quoted" }],
};

let server: Awaited<ReturnType<typeof startApiServer>>;
let mine: TestContext;
let foreignIds: RecordIds;
let ids: RecordIds;
let key: string;

const keyOf = async (context: TestContext, scopes: Scope[]) =>
  (await createApiKey.execute(context, { name: "test", scopes })).key;

beforeAll(async () => {
  server = await startApiServer();
  mine = await newWorkspace();
  ids = await fillWorkspace(mine);
  foreignIds = await fillWorkspace(await newWorkspace());
  key = await keyOf(mine, [...scopeSchema.options]);
  await publishForTest(mine, started);
});
afterAll(() => server.close());

type Ask = { method?: string; body?: unknown; bearer?: string | null; headers?: Record<string, string> };

async function ask(path: string, { method = "GET", body, bearer = key, headers = {} }: Ask = {}) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

/** An address of an operation that names records of a workspace, with the body that it needs. */
function aim(operation: Operation, at: RecordIds): { path: string; body?: unknown } {
  const { name } = operation;
  const ended = name.includes("replay") || name.startsWith("retry");
  const named = /([\w-]+)s\/\{id\}/.exec(operation.path)?.[1];
  const record = named === "item" ? "memory" : named;
  const noun = record?.replace(/-./g, (part) => part.charAt(1).toUpperCase()) as keyof RecordIds | undefined;
  const id = noun === "run" && ended ? at.endedRun : noun ? at[noun] : "";
  const path = operation.path.replace("{id}", id).replace("{workflow}", "say-so").replace("{version}", "1");
  const bodies: Record<string, unknown> = {
    recall_memory: { about: "Hello" },
    remember: { text: "They like it short" },
    create_memory_space: { name: "Trial" },
    add_memory_space_items: { items: [{ id: "1", text: "Hello" }] },
    search_memory_space: { query: "Hello" },
    replay_run: { from: "say-so" },
    bulk_redrive_dead_letters: { ids: [at.deadLetter] },
    drop_dead_letter: { reason: "Not needed" },
    bulk_retry_runs: { ids: [at.run] },
    create_workflow: { workflow: `own-${at.event.slice(0, 8)}`, name: "Own" },
    save_workflow_draft: { definition: {}, revision: 0 },
    discard_workflow_draft: { revision: 1 },
    publish_workflow: { revision: 1 },
    set_workflow_stage: { from: "assisted", to: "shadow" },
    try_draft_in_shadow: { revision: 1 },
    dry_run_workflow: { eventId: at.event },
  };
  const search = operation.name === "plan_replay" ? "?from=say-so" : "";
  return operation.method === "GET" ? { path: `${path}${search}` } : { path, body: bodies[operation.name] ?? {} };
}

describe.each(operations)("$method $path", (operation) => {
  const { method, scope, path } = operation;

  it("needs a key, and one with its scope", async () => {
    const { body, ...at } = aim(operation, ids);
    const without = await ask(at.path, { method, body, bearer: null });
    expect([without.status, without.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
    const others = scopeSchema.options.filter((other) => other !== scope);
    const refused = await ask(at.path, { method, body, bearer: await keyOf(mine, others) });
    expect([refused.status, refused.json.detail]).toEqual([403, `This API key lacks the scope ${scope}`]);
  });

  it("shows and steers nothing of another workspace", async () => {
    const { body, ...at } = aim(operation, foreignIds);
    const answer = await ask(at.path, { method, body, bearer: await keyOf(await newWorkspace(), [scope]) });
    const names = path.includes("{");
    expect(answer.status).toBe(names ? 404 : 200);
    expect(answer.text).not.toContain(marker);
  });

  it("names what it does not know", async () => {
    const { body, ...at } = aim(operation, ids);
    const inBody = method === "POST";
    const wrong = !inBody ? `${at.path}${at.path.includes("?") ? "&" : "?"}nonsense=1` : at.path;
    const answer = await ask(wrong, {
      method,
      ...(inBody ? { body: { ...(body as object), nonsense: 1 } } : {}),
    });
    expect([answer.status, answer.json.errors]).toEqual([400, [{ field: "nonsense", message: "is not known here" }]]);
  });
});

describe("the public API", () => {
  it("names the field that is wrong", async () => {
    const fields = async (path: string, more?: Ask) =>
      ((await ask(path, more)).json.errors as { field: string }[]).map((error) => error.field);
    expect(await fields("/runs?limit=many&paused=perhaps")).toEqual(["paused", "limit"]);
    expect(await fields("/runs/x")).toEqual(["id"]);
    expect(await fields("/runs/x/pause", { method: "POST" })).toEqual(["id"]);
    expect(await fields(`/runs/${ids.endedRun}/replay`, { method: "POST", body: { from: "gone" } })).toEqual(["from"]);
    expect(await fields("/runs/bulk-retry", { method: "POST", body: {} })).toEqual(["ids"]);
    expect(await fields("/workflows/quote/runs?wait=11", { method: "POST", body: {} })).toEqual(["wait"]);
  });

  it("knows its addresses and their methods", async () => {
    expect((await ask("/nothing/here")).status).toBe(404);
    const wrong = await ask(`/runs/${ids.run}/pause`);
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
    const text = await fetch(`${server.url}/api/v1/runs/bulk-retry`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body: "ids=1",
    });
    expect(text.status).toBe(415);
  });

  it("steers a run", async () => {
    const paused = await ask(`/runs/${ids.run}/pause`, { method: "POST", body: { reason: "Wait" } });
    expect([paused.status, paused.json]).toEqual([200, { id: ids.run, status: "waiting", paused: true }]);
    expect((await ask("/runs?paused=true")).json.runs).toMatchObject([{ id: ids.run }]);
    expect((await ask(`/runs/${ids.run}/resume`, { method: "POST" })).json.paused).toBe(false);
    const over = await ask(`/runs/${ids.run}/retry`, { method: "POST" });
    expect([over.status, over.json.code]).toEqual([409, "conflict"]);
  });
});

describe("an Idempotency-Key", () => {
  const replay = (idempotencyKey: string, body: unknown = { from: "say-so" }) =>
    ask(`/runs/${ids.endedRun}/replay`, { method: "POST", body, headers: { "idempotency-key": idempotencyKey } });
  const replays = () => inWorkspace(mine.workspaceId, (tx) => tx.run.count({ where: { replayOfId: ids.endedRun } }));

  it("makes one of a hundred requests at once, and all get the same bytes", async () => {
    const before = await replays();
    const answers = await Promise.all(Array.from({ length: 100 }, () => replay("one")));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await replays()).toBe(before + 1);
    await replay("two");
    expect(await replays()).toBe(before + 2);
  });

  it("is refused with another body, and where it is none", async () => {
    const first = await replay("three");
    const other = await replay("three", { from: "say-so", input: { tone: "firm" } });
    expect([other.status, other.json.errors[0].field]).toEqual([422, "Idempotency-Key"]);
    expect((await replay("three")).text).toBe(first.text);
    expect((await replay("x".repeat(300))).status).toBe(400);
  });

  it("starts one run of a workflow for ever", async () => {
    const start = (amount: unknown, idempotencyKey = "quote-1") =>
      ask("/workflows/quote/runs", {
        method: "POST",
        body: { input: { amount } },
        headers: { "idempotency-key": idempotencyKey },
      });
    const first = await start(12);
    expect([first.status, first.json.status]).toEqual([202, "accepted"]);
    expect(first.headers.get("location")).toBe(`/api/v1/runs/${first.json.runId}`);
    const again = await Promise.all(Array.from({ length: 20 }, () => start(12)));
    expect(new Set(again.map((answer) => answer.text))).toEqual(new Set([first.text]));
    expect((await start(13)).status).toBe(422);
    expect((await start("much", "quote-2")).status).toBe(400);
    const foreign = await ask("/workflows/say-so/runs", { method: "POST", body: {} });
    expect([foreign.status, foreign.json.code]).toEqual([412, "precondition"]);
  });
});

it("waits for a run's answer, and no longer", async () => {
  const waiting = ask("/workflows/quote/runs?wait=10", { method: "POST", body: { input: { amount: 1 } } });
  await expect.poll(async () => (await ask("/runs?workflow=quote")).json.runs.length).toBe(2);
  const runId: string = (await ask("/runs?workflow=quote&limit=1")).json.runs[0].id;
  await inWorkspace(mine.workspaceId, (tx) => tx.run.update({ where: { id: runId }, data: { answer: { price: 12 } } }));
  const answer = await waiting;
  expect([answer.status, answer.json]).toEqual([
    200,
    { runId, status: "queued", answer: { price: 12 }, summary: null },
  ]);
  const late = await ask("/workflows/quote/runs?wait=1", { method: "POST", body: { input: { amount: 1 } } });
  expect([late.status, late.json.status]).toEqual([202, "accepted"]);
});

it("is described by an OpenAPI 3.1 document without a loose end", () => {
  const document = JSON.parse(JSON.stringify(openApiDocument()));
  expect(document.openapi).toBe("3.1.1");
  for (const operation of operations) {
    const described = document.paths[operation.path]?.[operation.method.toLowerCase()];
    expect(described.operationId).toBe(operation.name);
    expect(described.security).toEqual([{ apiKey: [operation.scope] }]);
    for (const parameter of described.parameters) expect(parameter.description).toBeTruthy();
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const named = described.parameters.filter((parameter: { in: string }) => parameter.in === "path");
    expect(named.map((parameter: { name: string }) => parameter.name)).toEqual(inPath);
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    const target = reference
      .split("/")
      .slice(1)
      .reduce((value, part) => value?.[part], document);
    expect([reference, typeof target]).toEqual([reference, "object"]);
  }
});
