import { beforeAll, describe, expect, it } from "vitest";
import { GET as getEventRoute } from "#app/api/v1/events/[id]/route.ts";
import { GET as listEventsRoute } from "#app/api/v1/events/route.ts";
import { GET as getRunRoute } from "#app/api/v1/runs/[id]/route.ts";
import { GET as listRunsRoute } from "#app/api/v1/runs/route.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { acceptEvents } from "#server/domains/event/index.ts";
import { newId } from "#server/kernel/ids.ts";

let mine: TestContext;
let key = "";
let eventId = "";

async function keyOf(context: TestContext): Promise<string> {
  return (await createApiKey.execute(context, { name: "reader", scopes: ["events:read", "runs:read"] })).key;
}

beforeAll(async () => {
  mine = await newWorkspace();
  key = await keyOf(mine);
  const [accepted] = await acceptEvents(mine, [
    {
      source: "api",
      externalId: newId(),
      type: "order.created",
      kind: "api",
      contentType: "application/json",
      raw: Buffer.from('{"type":"order.created"}'),
      payload: { type: "order.created" },
      connectionId: null,
      taint: "outside",
      occurredAt: null,
    },
  ]);
  eventId = accepted?.id ?? "";
});

function ask(path: string, bearer = key): Request {
  return new Request(`http://127.0.0.1:3000/api/v1/${path}`, { headers: { authorization: `Bearer ${bearer}` } });
}
const part = (id: string) => ({ params: Promise.resolve({ id }) });

describe("reading over the public API", () => {
  it("answers one event and the list that holds it", async () => {
    const one = await getEventRoute(ask(`events/${eventId}`), part(eventId));
    expect([one.status, await one.json()]).toMatchObject([200, { id: eventId, type: "order.created" }]);
    const list = await (await listEventsRoute(ask("events?limit=1"))).json();
    expect(list.items.map((event: { id: string }) => event.id)).toEqual([eventId]);
    expect((await (await listRunsRoute(ask("runs"))).json()).runs).toEqual([]);
  });

  it("names the parameter that is wrong", async () => {
    const problem = await listEventsRoute(ask("events?limit=many"));
    expect(problem.status).toBe(400);
    expect((await problem.json()).errors[0].field).toBe("limit");
    const nothing = await getRunRoute(ask("runs/x"), part("x"));
    expect([nothing.status, (await nothing.json()).errors[0].field]).toEqual([400, "id"]);
  });

  it("shows nothing of another workspace, and nothing without a key that may read", async () => {
    const foreign = await keyOf(await newWorkspace());
    expect((await getEventRoute(ask(`events/${eventId}`, foreign), part(eventId))).status).toBe(404);
    expect((await (await listEventsRoute(ask("events", foreign))).json()).items).toEqual([]);
    const writer = (await createApiKey.execute(mine, { name: "writer", scopes: ["events:write"] })).key;
    expect((await listEventsRoute(ask("events", writer))).status).toBe(403);
    expect((await listRunsRoute(new Request("http://127.0.0.1:3000/api/v1/runs"))).status).toBe(401);
  });
});
