import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { getContact, listContacts } from "#server/domains/contact/index.ts";
import { canonicalEvent } from "#server/kernel/canonical-event.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { correctEvent } from "./correct.ts";
import { accepted, contact, intake, letter, message, normalise, read, system } from "./events-for-tests.ts";
import { failEvent } from "./fail.ts";
import { intakeCorrections } from "./intake-material.ts";
import { normaliseEvent } from "./normalise.ts";
import { getEvent, listEvents } from "./queries.ts";
import { retryEvent } from "./retry.ts";

describe("event.normalise", () => {
  it("writes contact, message, status, audit and event.normalised once, however often and at once it is called", async () => {
    const context = await newWorkspace();
    const eventId = await accepted(context);
    const call = () => normaliseEvent.execute(system(context), { eventId, canonical: letter(), intake });
    const all = await Promise.all([call(), call(), call()]);
    expect(all[1]).toEqual(all[0]);
    expect(await call()).toEqual(all[0]);
    const { contacts, messages, audit, outbox } = await read(context);
    expect([contacts.length, messages.length]).toEqual([1, 1]);
    expect(audit.map(({ action }) => action)).toEqual(["event.normalise"]);
    expect(outbox.map(({ name }) => name)).toEqual(["event.received", "event.normalised"]);
    expect(messages[0]).toMatchObject({ contactId: contacts[0]?.id, taint: "outside", direction: "in" });
    expect((await getEvent.execute(context, { id: eventId })).message).toMatchObject({
      from: "marta@fennelandrye.example.com",
      subject: "Pricing",
      text: "Could you review our pricing?",
    });
  });

  it("refuses another workspace's event and an actor that is not named", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    const eventId = await accepted(mine);
    const input = { eventId, canonical: letter(), intake };
    await expect(normaliseEvent.execute(system(other), input)).rejects.toMatchObject({ code: "not_found" });
    const key: Context = { ...mine, actor: { kind: "api_key", id: newId(), scopes: ["events:write"] } };
    await expect(normaliseEvent.execute(key, input)).rejects.toMatchObject({ code: "forbidden" });
    expect((await read(other)).contacts).toEqual([]);
  });

  it("files with a note what nothing can be made of, and starts nothing", async () => {
    const context = await newWorkspace();
    const facts = await normalise(context, canonicalEvent("stripe.plan.created", { filed: true, note: "Kept" }));
    expect(facts).toMatchObject({ status: "filed", contactId: null });
    expect(await getEvent.execute(context, { id: facts.eventId })).toMatchObject({
      status: "filed",
      note: "Kept",
      message: null,
    });
    expect((await read(context)).outbox.map(({ name }) => name)).toEqual(["event.received"]);
  });

  it("fills in what a contact lacks and overwrites nothing", async () => {
    const context = await newWorkspace();
    await normalise(context, canonicalEvent("contact.updated", { contact: { ...contact, name: null } }));
    await normalise(
      context,
      canonicalEvent("contact.updated", { contact: { ...contact, phone: "0123", externalId: "cus_1" } }),
    );
    const later = { ...contact, name: "Somebody Else", phone: "999", externalId: "cus_2" };
    await normalise(context, canonicalEvent("contact.updated", { contact: later }));
    const { contacts } = await read(context);
    expect(contacts).toMatchObject([{ name: "Marta Quist", phone: "0123", externalId: "cus_1" }]);
  });

  it("makes one contact of a customer whose events arrive together", async () => {
    const context = await newWorkspace();
    const customer = { name: null, email: null, company: null, phone: null, externalId: "cus_9" };
    const canonical = canonicalEvent("contact.updated", { contact: customer });
    await Promise.all(Array.from({ length: 6 }, () => normalise(context, canonical)));
    expect((await read(context)).contacts).toHaveLength(1);
  });

  it("puts answers into their conversation, also when the answer comes first", async () => {
    const context = await newWorkspace();
    await normalise(
      context,
      letter({ messageId: "b@x", inReplyTo: "a@x", references: ["a@x"], at: new Date("2026-03-02") }),
    );
    await normalise(context, letter({ messageId: "a@x", at: new Date("2026-03-01") }));
    await normalise(context, letter({ messageId: "c@x", inReplyTo: "b@x", at: new Date("2026-03-03") }));
    await normalise(context, letter({ messageId: "z@x", at: new Date("2026-03-04") }));
    const { messages } = await read(context);
    expect(messages.map(({ threadKey }) => threadKey)).toEqual(["a@x", "a@x", "a@x", "z@x"]);
  });
});

describe("event.correct", () => {
  it("keeps the example, the audit entry and starts what fits; the same again changes nothing", async () => {
    const context = await newWorkspace();
    const { eventId } = await normalise(context, letter());
    const facts = await correctEvent.execute(context, { id: eventId, intent: "refund_request" });
    expect(facts).toMatchObject({ intent: "refund_request", confidence: 1 });
    await correctEvent.execute(context, { id: eventId, intent: "refund_request" });
    const { audit, outbox } = await read(context);
    expect(audit.map(({ action }) => action)).toEqual(["event.normalise", "event.correct"]);
    expect(outbox.filter(({ name }) => name === "event.normalised").map(({ data }) => data)).toMatchObject([
      { intent: "new_enquiry" },
      { intent: "refund_request" },
    ]);
    expect(await intakeCorrections(context)).toEqual([
      { text: "Pricing\nCould you review our pricing?", intent: "refund_request" },
    ]);
  });

  it("refuses an unknown intent, an event without a message, and another workspace's", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    const { eventId } = await normalise(context, letter());
    const bare = await normalise(context, canonicalEvent("order.created"));
    const correct = (as: TestContext, id: string, intent: string) => correctEvent.execute(as, { id, intent });
    await expect(correct(context, eventId, "nonsense")).rejects.toMatchObject({ code: "invalid" });
    await expect(correct(context, bare.eventId, "other")).rejects.toMatchObject({ code: "precondition" });
    await expect(correct(other, eventId, "other")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("event.fail and event.retry", () => {
  it("notes what went wrong, and lets intake try again", async () => {
    const context = await newWorkspace();
    const eventId = await accepted(context);
    await failEvent.execute(system(context), { eventId, message: "The parser gave up" });
    expect(await getEvent.execute(context, { id: eventId })).toMatchObject({
      status: "failed",
      note: "The parser gave up",
    });
    await retryEvent.execute(context, { eventId });
    await expect(retryEvent.execute(context, { eventId })).rejects.toMatchObject({ code: "conflict" });
    await normaliseEvent.execute(system(context), { eventId, canonical: letter(), intake });
    expect(await failEvent.execute(system(context), { eventId, message: "late" })).toEqual({ failed: false });
  });
});

describe("lists", () => {
  it("pages through events and contacts without losing or repeating one, and finds by name", async () => {
    const context = await newWorkspace();
    for (const name of ["Ana", "Bo", "Cy", "Di", "Eve"]) {
      const who = { ...contact, name, email: `${name.toLowerCase()}@example.com` };
      await normalise(
        context,
        canonicalEvent("message.received", { contact: who, message: message({ subject: name }) }),
      );
    }
    const events: string[] = [];
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEvents.execute>> = await listEvents.execute(context, {
        cursor,
        limit: 2,
      });
      events.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    do {
      const page: Awaited<ReturnType<typeof listContacts.execute>> = await listContacts.execute(context, {
        cursor,
        limit: 2,
      });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(events).toEqual(["Eve", "Di", "Cy", "Bo", "Ana"]);
    expect(names).toEqual(["Ana", "Bo", "Cy", "Di", "Eve"]);
    const { items } = await listContacts.execute(context, { search: "EVE@" });
    expect(items).toMatchObject([{ name: "Eve", messages: 1, openMinor: 0, currency: "EUR" }]);
    const detail = await getContact.execute(context, { id: items[0]?.id });
    expect(detail.conversation).toMatchObject([{ subject: "Eve", direction: "in" }]);
    for (const cursor of ["x", "2026-03-01_x", "_", "bnVsbA"]) {
      await expect(listEvents.execute(context, { cursor })).rejects.toMatchObject({ code: "invalid" });
      await expect(listContacts.execute(context, { cursor })).rejects.toMatchObject({ code: "invalid" });
    }
    const other = await newWorkspace();
    await expect(getContact.execute(other, { id: items[0]?.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
