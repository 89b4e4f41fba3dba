import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { getRun, pauseRun, resumeRun, retryRun } from "#server/domains/run/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { advance, close, until } from "../test-background.ts";
import { newBusiness, receiveMail } from "../test-business.ts";
import { addContact, publish, runAfter, runAs, start, toldTexts } from "../test-workflows.ts";

afterAll(close);

const hour = 3_600_000;
const notify = (id: string, text: string) => ({ id, title: "Tell", kind: "notify" as const, text });
const readContact = (id: string, contactId: string) => ({
  id,
  title: "Look",
  kind: "read" as const,
  read: "contact",
  input: { contactId },
});
const wait = { id: "rest", title: "Rest", kind: "wait" as const, for: "1h" };

const entriesOf = (context: TestContext, runId: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.runEntry.findMany({ where: { runId }, orderBy: { order: "asc" } }));

const startsOf = async (context: TestContext, runId: string) =>
  (await entriesOf(context, runId)).filter((entry) => entry.kind === "run.started").length;

/** Waits for a run's end for as long as it moves on. */
async function untilOver(context: TestContext, runId: string): Promise<void> {
  for (let seen = 0, over = false; !over; ) {
    const before = seen;
    await until("it moves on", async () => {
      over = (await getRun.execute(context, { id: runId })).finishedAt !== null;
      seen = (await entriesOf(context, runId)).length;
      return over || seen > before;
    });
  }
}

describe("versions", () => {
  it("a run that waits keeps its own while a new one is published; the next run has the new one", async () => {
    const context = await newBusiness();
    await publish(context, 1, { steps: [wait, notify("say", "the old words")] });
    const first = await start(context);
    await runAs(context, first, "waiting");
    await publish(context, 2, { steps: [notify("other", "the new words")] });
    const second = await start(context);
    expect(await runAs(context, second, "succeeded")).toMatchObject({ workflowVersion: 2 });
    expect(await runAfter(context, first, "succeeded", 1.1 * hour)).toMatchObject({ workflowVersion: 1 });
    expect(await toldTexts(context)).toEqual(["the new words", "the old words"]);
  });
});

describe("a run that is tried again", () => {
  it("goes on at the step that failed, with what the others came to", async () => {
    const context = await newBusiness();
    const [ana, later] = [await addContact(context, "Ana Duarte"), newId()];
    await publish(context, 1, {
      onFailure: "keep",
      steps: [
        readContact("ana", ana),
        readContact("later", later),
        notify("say", "{{steps['ana'].name}} and {{steps['later'].name}}"),
      ],
    });
    const runId = await start(context);
    const failed = await runAs(context, runId, "failed");
    expect(failed.error).toEqual({ message: "There is no such contact", step: "later" });
    await addContact(context, "Ben Later", later);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.contact.update({ where: { id: ana }, data: { name: "Ana Renamed" } }),
    );
    await retryRun.execute(context, { id: runId });
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["Ana Duarte and Ben Later"]);
  });
});

describe("branches side by side", () => {
  const branches = (contactId: string) => [
    { id: "left", title: "Left", steps: [readContact("look", contactId), notify("left-end", "left")] },
    { id: "right", title: "Right", steps: [wait, notify("right-end", "right")] },
  ];

  it("go on where one of them fails, and then the run fails", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      onFailure: "keep",
      steps: [{ id: "both", title: "Both", kind: "parallel", branches: branches(newId()) }, notify("after", "after")],
    });
    const runId = await start(context);
    await until("the left one failed", async () =>
      (await entriesOf(context, runId)).some((entry) => entry.kind === "step.failed"),
    );
    await runAs(context, runId, "waiting");
    expect((await runAfter(context, runId, "failed", 1.1 * hour)).error).toEqual({
      message: "There is no such contact",
      step: "look",
    });
    expect(await toldTexts(context)).toEqual(["right"]);
  });

  it("the run goes on without the one that failed, where it says so", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      steps: [
        { id: "both", title: "Both", kind: "parallel", onFailure: "continue", branches: branches(newId()) },
        notify("after", "{{steps['both'].branches.left.status}}, {{steps['both'].branches.right.status}}"),
      ],
    });
    const runId = await start(context);
    await runAfter(context, runId, "succeeded", 1.1 * hour);
    expect(await toldTexts(context)).toEqual(["right", "failed, done"]);
  });
});

describe("a loop", () => {
  const loop = (count: number, most: number) => ({
    id: "each",
    title: "Each",
    kind: "for-each" as const,
    items: Array.from({ length: count }, (_, index) => index),
    most,
    steps: [{ id: "look", title: "Look", kind: "read" as const, read: "done-in-run" }],
  });

  it("fails beyond its bound before it begins", async () => {
    const context = await newBusiness();
    await publish(context, 1, { onFailure: "keep", steps: [loop(4, 3)] });
    const runId = await start(context);
    expect((await runAs(context, runId, "failed")).error).toEqual({
      message: "There are 4 items, and it takes at most 3",
      step: "each",
    });
  });

  it("of 700 steps is handed on from one function run to the next, and comes to its end", {
    timeout: 120_000,
  }, async () => {
    const context = await newBusiness();
    await publish(context, 1, { steps: [loop(700, 1_000)], summary: "{{steps['each'].count}} done" });
    const runId = await start(context);
    await untilOver(context, runId);
    const run = await runAs(context, runId, "succeeded");
    expect(run.summary).toBe("700 done");
    const entries = await entriesOf(context, runId);
    expect(await startsOf(context, runId)).toBe(2);
    expect(entries.filter((entry) => entry.kind === "step.completed")).toHaveLength(701);
  });
});

describe("a paused run", () => {
  it("begins no step until it is resumed, though its wait is over", async () => {
    const context = await newBusiness();
    await publish(context, 1, { steps: [wait, notify("say", "on it goes")] });
    const runId = await start(context);
    await runAs(context, runId, "waiting");
    await pauseRun.execute(context, { id: runId });
    await until("the wait is over", async () => {
      await advance(1.1 * hour);
      return (await entriesOf(context, runId)).some((entry) => entry.kind === "wait.ended");
    });
    await advance(hour);
    expect(await toldTexts(context)).toEqual([]);
    await resumeRun.execute(context, { id: runId });
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["on it goes"]);
  });

  it("begins no other try of a step that failed, though its time has come", async () => {
    const context = await newBusiness();
    const owner = new Client({ connectionString: process.env.DIRECT_URL });
    await owner.connect();
    const retries = { most: 5, backoff: "1h", growth: 1 };
    await publish(context, 1, {
      steps: [{ id: "look", title: "Look", kind: "read", read: "invoices", retries }, notify("say", "on it goes")],
    });
    const kinds = async () => (await entriesOf(context, runId)).map((entry) => entry.kind);
    await owner.query("revoke select on invoice from adjutant_app");
    const runId = await start(context);
    try {
      await until("it failed once", async () => (await kinds()).includes("step.failed"));
    } finally {
      await owner.query("grant select on invoice to adjutant_app");
      await owner.end();
    }
    await pauseRun.execute(context, { id: runId });
    for (let hours = 0; hours < 5; hours += 1) await advance(1.1 * hour);
    expect(await kinds()).not.toContain("step.completed");
    await resumeRun.execute(context, { id: runId });
    await runAfter(context, runId, "succeeded", 1.1 * hour);
    expect(await toldTexts(context)).toEqual(["on it goes"]);
  });

  it("may be paused before it has begun", async () => {
    const context = await newBusiness();
    await publish(context, 1, { steps: [notify("say", "begun")] });
    const runId = await start(context);
    await pauseRun.execute(context, { id: runId }).catch(() => undefined);
    await resumeRun.execute(context, { id: runId }).catch(() => undefined);
    await runAs(context, runId, "succeeded");
  });
});

describe("an event's conditions", () => {
  it("are asked of the event before a run starts", async () => {
    const context = await newBusiness();
    const trigger = { on: "event" as const, label: "a mail", types: ["message.received"] };
    await publish(context, 1, {
      workflow: "loud",
      triggers: [{ ...trigger, when: "message.subject.contains('URGENT') && contact.name == 'Ana Duarte'" }],
      steps: [notify("say", "{{message.subject}}")],
    });
    const from = "Ana Duarte <ana@northwind.example.com>";
    await receiveMail(context, { from, subject: "Nothing much", body: "Just saying hello." });
    await receiveMail(context, { from, subject: "URGENT: our site", body: "Just saying that it is down." });
    await until("it was told", async () => (await toldTexts(context)).length > 0);
    expect(await toldTexts(context)).toEqual(["URGENT: our site"]);
  });
});
