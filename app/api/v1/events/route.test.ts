import { beforeAll, describe, expect, it } from "vitest";
import { intakeEvent } from "#inngest/functions/intake-steps.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { correctEvent, getEvent } from "#server/domains/event/index.ts";
import { POST } from "./route.ts";

let context: TestContext;
let key = "";

beforeAll(async () => {
  context = await newWorkspace();
  key = (await createApiKey.execute(context, { name: "test", scopes: ["events:write"] })).key;
});

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return POST(
    new Request("http://127.0.0.1:3000/api/v1/events", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}`, ...headers },
      body: text,
    }),
  );
}

const rawOf = (id: string) =>
  inWorkspace(context.workspaceId, async (tx) =>
    Buffer.from((await tx.event.findUniqueOrThrow({ where: { id } })).raw),
  );

describe("POST /api/v1/events", () => {
  it("answers 202 with the id, and the same id for the same event", async () => {
    const event = {
      type: "order.created",
      id: "o-1",
      source: "shop",
      occurredAt: "2026-03-01T10:00:00+01:00",
      data: [1],
    };
    const first = await post(event);
    expect(first.status).toBe(202);
    const { id, duplicate } = await first.json();
    expect(duplicate).toBe(false);
    expect(await (await post({ ...event, data: "other" })).json()).toEqual({ id, duplicate: true });
    expect((await (await post({ ...event, source: "till" })).json()).duplicate).toBe(false);
    expect((await rawOf(id)).toString()).toBe(JSON.stringify(event));
  });

  it("knows a body without an id by its bytes", async () => {
    const { id } = await (await post('{"type":"a.b","data":1}')).json();
    expect(await (await post('{"type":"a.b","data":1}')).json()).toEqual({ id, duplicate: true });
    expect((await (await post('{"type":"a.b","data": 1}')).json()).duplicate).toBe(false);
  });

  it("takes Idempotency-Key as the id, and refuses it for another body", async () => {
    const headers = { "idempotency-key": "key-1" };
    const { id } = await (await post({ type: "a.b", data: 1 }, headers)).json();
    expect(await (await post({ type: "a.b", data: 1 }, headers)).json()).toEqual({ id, duplicate: true });
    const other = await post({ type: "a.b", data: 2 }, headers);
    expect(other.status).toBe(422);
    expect((await other.json()).errors).toEqual([
      { field: "Idempotency-Key", message: "was used before with another body" },
    ]);
  });

  it("stores one of a hundred that arrive at once under one key", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post({ type: "a.b" }, { "idempotency-key": "key-100" })),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    expect(bodies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  });

  it("takes up to a hundred at once, all or none", async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ type: "a.b", id: `m-${index}` }));
    const { events } = await (await post(many)).json();
    expect(events).toHaveLength(100);
    const wrong = await post([{ type: "a.b", id: "never" }, { type: "not a type" }]);
    expect(wrong.status).toBe(400);
    expect((await wrong.json()).errors[0].field).toBe("1.type");
    const kept = await inWorkspace(context.workspaceId, (tx) => tx.event.count({ where: { externalId: "never" } }));
    expect(kept).toBe(0);
    expect((await post([...many, many[0]])).status).toBe(400);
    expect((await post([])).status).toBe(400);
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ["no key", {}, { authorization: "" }, 401, "API key"],
    ["an unknown key", {}, { authorization: `Bearer adj_live_${"x".repeat(43)}` }, 401, "API key"],
    ["another media type", {}, { "content-type": "text/plain" }, 415, "content-type"],
    ["broken JSON", "{", {}, 400, "JSON"],
    ["no type", {}, {}, 400, "type"],
    ["null", null, {}, 400, ""],
    ["a long id", { type: "a.b", id: "x".repeat(256) }, {}, 400, "id"],
    ["a control character", { type: "a.b", id: "a\u0000b" }, {}, 400, "id"],
    ["a broken time", { type: "a.b", occurredAt: "yesterday" }, {}, 400, "occurredAt"],
    ["a time beyond all calendars", { type: "a.b", occurredAt: "9999-01-01T00:00:00Z" }, {}, 400, "occurredAt"],
    ["a number as type", { type: 1 }, {}, 400, "type"],
    ["more than a mebibyte", { type: "a.b", data: "x".repeat(2 ** 20) }, {}, 413, "1 MiB"],
    ["deep nesting", `{"type":"a.b","data":${"[".repeat(600)}${"]".repeat(600)}}`, {}, 400, "nested"],
  ])("refuses %s and says why", async (_name, body, headers, status, detail) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect((await answer.json()).detail).toContain(detail);
  });

  it("takes 500 nested arrays, and intake ends them", async () => {
    const answer = await post(`{"type":"deep.one","data":${"[".repeat(500)}${"]".repeat(500)}}`);
    expect(answer.status).toBe(202);
    const { id } = await answer.json();
    const facts = await intakeEvent({ context: { ...context, actor: { kind: "system", id: "test" } }, eventId: id });
    expect(facts.status).toBe("normalised");
  });

  it("cannot be told a workspace, a status or a kind", async () => {
    const other = await newWorkspace();
    const event = {
      type: "a.b",
      id: "mass",
      workspaceId: other.workspaceId,
      status: "normalised",
      kind: "mail",
      taint: "operator",
    };
    const { id } = await (await post(event)).json();
    const stored = await inWorkspace(context.workspaceId, (tx) => tx.event.findUniqueOrThrow({ where: { id } }));
    expect(stored).toMatchObject({
      workspaceId: context.workspaceId,
      status: "received",
      kind: "api",
      taint: "outside",
    });
  });

  it("learns from one correction: the next like message is taken right", async () => {
    const say = async (id: string, month: string) => {
      const text = `Dear partner, the listing report for ${month} is ready. It names 14 visits to your entry and 3 calls.`;
      const data = { email: "reports@directory.example.com", subject: `Listing report ${month}`, text };
      const answer = await (await post({ type: "message.received", id, data })).json();
      await intakeEvent({ context: { ...context, actor: { kind: "system", id: "test" } }, eventId: answer.id });
      return getEvent.execute(context, { id: answer.id });
    };
    const first = await say("report-1", "March");
    expect(first.intake?.intent).not.toBe("testimonial");
    await correctEvent.execute(context, { id: first.id, intent: "testimonial" });
    const second = await say("report-2", "April");
    expect(second.intake).toMatchObject({ intent: "testimonial", method: "like a message that you corrected" });
  });
});
