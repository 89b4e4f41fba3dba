import { describe, expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { catalogue } from "#server/kernel/catalogue.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { acceptEvents, type IncomingEvent } from "./accept.ts";

function incoming(parts: Partial<IncomingEvent> = {}): IncomingEvent {
  return {
    source: "api",
    externalId: newId(),
    type: "note.taken",
    kind: "api",
    connectionId: null,
    contentType: "application/json",
    raw: Buffer.from("{}"),
    payload: {},
    taint: "outside",
    occurredAt: null,
    ...parts,
  };
}

const stored = (context: Context) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    events: await tx.event.findMany(),
    outbox: await tx.outboxEntry.findMany(),
  }));

describe("acceptEvents", () => {
  it("stores an event with its outbox entry, both by one commit", async () => {
    const context = await newWorkspace();
    const raw = Buffer.from([0, 1, 254, 255]);
    const [accepted] = await acceptEvents(context, [incoming({ raw, payload: { a: ["b", null, 1.5] } })]);
    const { events, outbox } = await stored(context);
    expect(events).toMatchObject([{ id: accepted?.id, status: "received", payload: { a: ["b", null, 1.5] } }]);
    expect(Buffer.from(events[0]?.raw ?? [])).toEqual(raw);
    expect(outbox).toMatchObject([{ name: "event.received", sentAt: null }]);
    expect(catalogue["event.received"].parse(outbox[0]?.data)).toEqual({
      workspaceId: context.workspaceId,
      eventId: accepted?.id,
    });
  });

  it("keeps one of ten that arrive at once, and knows it again after 25 hours", async () => {
    const clock = testClock("2026-03-01T10:00:00Z");
    const context = await newWorkspace({ clock });
    const event = incoming({ externalId: "evt_1" });
    const answers = (await Promise.all(Array.from({ length: 10 }, () => acceptEvents(context, [event])))).flat();
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    clock.advance(25 * 3_600_000);
    expect(await acceptEvents(context, [event])).toEqual([{ id: answers[0]?.id, duplicate: true }]);
    const { events, outbox } = await stored(context);
    expect([events.length, outbox.length]).toEqual([1, 1]);
  });

  it("answers each of many in their order, also when some are known or come twice", async () => {
    const context = await newWorkspace();
    const [first] = await acceptEvents(context, [incoming({ externalId: "a" })]);
    const answers = await acceptEvents(
      context,
      ["b", "a", "c", "b"].map((externalId) => incoming({ externalId })),
    );
    expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, true, false, true]);
    expect(answers[1]?.id).toBe(first?.id);
    expect(answers[3]?.id).toBe(answers[0]?.id);
    expect((await stored(context)).outbox).toHaveLength(3);
  });

  it("keeps the same id of two senders, and of two workspaces, apart", async () => {
    const [one, two] = [await newWorkspace(), await newWorkspace()];
    const event = incoming({ externalId: "same" });
    const answers = [
      ...(await acceptEvents(one, [event, { ...event, source: "api:shop" }])),
      ...(await acceptEvents(two, [event])),
    ];
    expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
    expect(answers.some(({ duplicate }) => duplicate)).toBe(false);
    expect((await stored(two)).events).toHaveLength(1);
  });

  it("refuses a key without the scope and an agent", async () => {
    const { workspaceId, clock } = await newWorkspace();
    const key: Context = { workspaceId, clock, actor: { kind: "api_key", id: newId(), scopes: ["events:read"] } };
    const agent: Context = { workspaceId, clock, actor: { kind: "agent", id: "crm" } };
    for (const context of [key, agent]) {
      await expect(acceptEvents(context, [incoming()])).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("takes what PostgreSQL's jsonb cannot: U+0000 and unpaired surrogates", async () => {
    const context = await newWorkspace();
    const payload = JSON.parse('{"a\\u0000":"\\ud800 \\u0000 \\\\u0000","__proto__":{"x":1}}');
    await acceptEvents(context, [incoming({ payload })]);
    const [row] = await inWorkspace(
      context.workspaceId,
      (tx) => tx.$queryRaw<{ text: string }[]>`select payload::text as text from event`,
    );
    expect(JSON.parse(row?.text ?? "")).toEqual(
      JSON.parse('{"a\ufffd":"\ufffd \ufffd \\\\u0000","__proto__":{"x":1}}'),
    );
  });
});
