import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { restartRun } from "#server/domains/run/index.ts";
import { listReviews, resolveEscalation } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { advance, clock, close, until } from "../test-background.ts";
import { newBusiness, receiveMail } from "../test-business.ts";
import { addContact, publish, runAfter, runAs, start, toldTexts } from "../test-workflows.ts";

afterAll(close);

const minute = 60_000;
const day = 24 * 60 * minute;
const notify = (id: string, text: string) => ({ id, title: "Tell", kind: "notify" as const, text });
const question = {
  id: "choose",
  title: "Choose",
  kind: "ask" as const,
  question: "Which one for {{run.workflow}}?",
  options: [
    { id: "left", label: "Left", description: "Goes left" },
    { id: "right", label: "Right", description: "Goes right" },
  ],
};

async function reviewTask(context: TestContext) {
  return until("there is a review task", async () => (await listReviews.execute(context, {}))[0]);
}

const deadlinesOf = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, (tx) => tx.deadline.findMany({ orderBy: { path: "asc" } }));

describe("a question", () => {
  it("waits for the operator, and the run goes on with the answer", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      steps: [question, notify("say", "{{steps['choose'].option}}: {{steps['choose'].note}}")],
    });
    const runId = await start(context);
    const task = await reviewTask(context);
    expect(task).toMatchObject({ title: "Which one for own?", runId });
    await runAs(context, runId, "waiting");
    await resolveEscalation.execute(context, { escalationId: task.id, option: "right", note: "It is nearer" });
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["right: It is nearer"]);
  });

  it("takes silence for the answer that the definition names, and closes", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      steps: [{ ...question, timeout: "2d", otherwise: "left" }, notify("say", "{{steps['choose'].option}}")],
    });
    const runId = await start(context);
    await reviewTask(context);
    await runAfter(context, runId, "succeeded", 2.1 * day);
    expect(await toldTexts(context)).toEqual(["left"]);
    expect(await listReviews.execute(context, {})).toEqual([]);
  });
});

describe("a workflow within a workflow", () => {
  const child = (id: string) => ({
    workflow: "child",
    name: "Child",
    triggers: [{ on: "manual" as const, label: "by hand" }],
    input: [{ name: "who", label: "Who", type: "contact" as const }],
    steps: [
      { id: "look", title: "Look", kind: "read" as const, read: "contact", input: { contactId: id } },
      { id: "reply", title: "Reply", kind: "answer" as const, value: { name: "=steps['look'].name" } },
    ],
    summary: "Looked at {{steps['look'].name}}",
  });
  const parent = (input: Record<string, string>) => ({
    onFailure: "keep" as const,
    steps: [
      { id: "sub", title: "Ask the child", kind: "sub-workflow" as const, workflow: "child", input },
      notify("say", "{{steps['sub'].answer.name}}: {{steps['sub'].summary}}"),
    ],
  });

  it("is waited for, and what it answered is seen", async () => {
    const context = await newBusiness();
    const ana = await addContact(context, "Ana Duarte");
    await publish(context, 1, child("=input.who"));
    await publish(context, 1, parent({ who: ana }));
    const runId = await start(context);
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["Ana Duarte: Looked at Ana Duarte"]);
    const runs = await inWorkspace(context.workspaceId, (tx) => tx.run.findMany({ where: { parentId: runId } }));
    expect(runs.map((run) => [run.origin, run.contactId, run.status])).toEqual([
      [`step:${runId}:sub`, ana, "succeeded"],
    ]);
  });

  it("fails its step where it fails", async () => {
    const context = await newBusiness();
    const ana = await addContact(context, "Ana Duarte");
    await publish(context, 1, { ...child(newId()), onFailure: "keep" });
    await publish(context, 1, parent({ who: ana }));
    const run = await runAs(context, await start(context), "failed");
    expect(run.error).toEqual({ message: "Child failed: There is no such contact", step: "sub" });
  });

  it("is refused where its input does not fit", async () => {
    const context = await newBusiness();
    await publish(context, 1, child("=input.who"));
    await publish(context, 1, parent({}));
    const run = await runAs(context, await start(context), "failed");
    expect(run.error?.message).toBe("who: is missing");
  });
});

describe("a wait for an event", () => {
  it("ends with the event about its record, and with no other", async () => {
    const context = await newBusiness();
    const from = "Ana Duarte <ana@northwind.example.com>";
    await publish(context, 1, {
      input: [{ name: "who", label: "Who", type: "contact" }],
      steps: [
        {
          id: "hear",
          title: "Hear from them",
          kind: "wait-for",
          event: "message.received",
          about: "contact:{{input.who}}",
          timeout: "3d",
          onEvent: [notify("heard", "they wrote")],
          onTimeout: [notify("silence", "silence")],
        },
      ],
    });
    await receiveMail(context, { from, subject: "Hello", body: "The first mail." });
    const who = await until("Ana is known", () =>
      inWorkspace(context.workspaceId, (tx) => tx.contact.findFirst({ where: { name: "Ana Duarte" } })),
    );
    const runId = await start(context, { who: who.id });
    await runAs(context, runId, "waiting");
    await receiveMail(context, { from: "Ben <ben@elsewhere.example.com>", subject: "Me too", body: "Somebody else." });
    await until("Ben is known", () =>
      inWorkspace(context.workspaceId, (tx) => tx.contact.findFirst({ where: { name: "Ben" } })),
    );
    expect((await runAs(context, runId, "waiting")).summary).toBe("Waits up to 3 days for “message.received”");
    await receiveMail(context, { from, subject: "Again", body: "The second mail." });
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["they wrote"]);
  });
});

describe("a promise of time", () => {
  it("stands still while the operator has something to decide, unless all time counts", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      sla: { within: "1h" },
      steps: [
        { ...question, sla: { within: "30m", counts: "all" } },
        { id: "rest", title: "Rest", kind: "wait", for: "10m", sla: { within: "5m" } },
      ],
    });
    const runId = await start(context);
    const task = await reviewTask(context);
    await runAs(context, runId, "waiting");
    await until("the clock stands", async () => (await deadlinesOf(context)).some((row) => row.heldAt));
    await advance(120 * minute);
    await resolveEscalation.execute(context, { escalationId: task.id, option: "left" });
    await until("it rests", async () => (await runAs(context, runId, "waiting")).summary === "Waits 10 minutes");
    await runAfter(context, runId, "succeeded", 11 * minute);
    const met = Object.fromEntries(
      (await deadlinesOf(context)).map((row) => [
        row.path,
        { met: row.metAt !== null, inTime: row.breachedAt === null },
      ]),
    );
    expect(met).toEqual({
      "": { met: true, inTime: true },
      choose: { met: true, inTime: false },
      rest: { met: true, inTime: false },
    });
  });
});

describe("a run that is taken up again while it waits", () => {
  /** What the supervisor does with a run that nobody is heard working on. */
  async function takenUpAgain(context: TestContext, runId: string): Promise<void> {
    const { workspaceId } = context;
    const since = await inWorkspace(workspaceId, async (tx) => {
      await tx.run.update({ where: { id: runId }, data: { status: "running" } });
      const last = await tx.runEntry.findFirstOrThrow({ where: { runId }, orderBy: { order: "desc" } });
      return last.key;
    });
    const system = { ...context, actor: { kind: "system" as const, id: "supervisor" } };
    expect(await restartRun.execute(system, { id: runId, since })).toEqual({ restarted: true });
    await until("it waits again", () =>
      inWorkspace(
        workspaceId,
        async (tx) => (await tx.runEntry.count({ where: { runId, kind: "wait.started" } })) === 2,
      ),
    );
  }

  const ends = async ({ workspaceId }: TestContext, runId: string) =>
    inWorkspace(workspaceId, async (tx) => {
      const rows = await tx.runEntry.findMany({ where: { runId, kind: "wait.started" }, orderBy: { order: "asc" } });
      return rows.map(({ data }) => (data as { ends: string | null }).ends);
    });

  it.each([
    ["a length of time", { id: "pause", title: "Pause", kind: "wait", for: "2d" }, "rest"],
    ["an answer", { ...question, timeout: "2d", otherwise: "left" }, "rest"],
    [
      "an event",
      { id: "wait", title: "W", kind: "wait-for", event: "order.paid", about: "=input.about", timeout: "2d" },
      "rest",
    ],
  ] as const)("waits only for the rest of %s", async (_, step, told) => {
    const context = await newBusiness();
    const about = `contact:${await addContact(context, "Ana Duarte")}`;
    const input = [{ name: "about", label: "About", type: "text" as const }];
    await publish(context, 1, { input, steps: [step, notify("say", told)] });
    const runId = await start(context, { about });
    await runAs(context, runId, "waiting");
    const began = clock.now().getTime();
    await advance(1.5 * day);
    await takenUpAgain(context, runId);
    const [first, second] = await ends(context, runId);
    expect(second).toBe(first);
    await until("it goes on", async () => {
      await advance(0.05 * day);
      return (await toldTexts(context)).includes(told);
    });
    expect(clock.now().getTime() - began).toBeLessThan(3 * day);
    await runAs(context, runId, "succeeded");
  });
});
