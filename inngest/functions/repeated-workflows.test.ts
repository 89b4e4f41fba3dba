import { afterAll, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { replayRun, retryRun } from "#server/domains/run/index.ts";
import { approveProposal } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import { close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receiveMail, waiting } from "../test-business.ts";
import { addContact, publish, runAs, start, toldTexts } from "../test-workflows.ts";

afterAll(close);

const notify = (id: string, text: string) => ({ id, title: "Tell", kind: "notify" as const, text });
const readContact = (id: string, contactId: string) => ({
  id,
  title: "Look",
  kind: "read" as const,
  read: "contact",
  input: { contactId },
});
const ask = (settle: "now" | "later") => ({
  id: "draft",
  title: "Draft",
  kind: "agent" as const,
  agent: "crm",
  intent: "draft-reply",
  input: { contact: "=contact", message: "=message", sender: "=sender", earlierMessages: 0, now: "=run.startedAt" },
  settle,
});
const onMail = {
  triggers: [{ on: "event" as const, label: "a mail", types: ["message.received"] }],
  onFailure: "keep" as const,
};

/** A workflow that a mail starts. @returns the run's id, once there is one */
async function byMail(context: TestContext, steps: DefinitionInput["steps"]): Promise<string> {
  await publish(context, 1, { ...onMail, steps });
  const body = "Just saying hello to everybody, and thank you.";
  await receiveMail(context, { from: "Ana Duarte <ana@northwind.example.com>", subject: "Hello", body });
  const run = await until("there is a run", () =>
    inWorkspace(context.workspaceId, (tx) => tx.run.findFirst({ where: { workflow: "own" } })),
  );
  return run.id;
}

const proposalsOf = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, (tx) => tx.proposal.findMany({ orderBy: { createdAt: "asc" } }));

describe("a run that failed after an agent had proposed", () => {
  it("proposes anew what was withdrawn with it, and does it once", async () => {
    const context = await newBusiness();
    const later = newId();
    const runId = await byMail(context, [
      ask("later"),
      readContact("look", later),
      { id: "send", title: "Send", kind: "action", proposal: "steps['draft'].proposals[0]" },
    ]);
    await runAs(context, runId, "failed");
    await until("what it proposed is withdrawn", async () =>
      (await proposalsOf(context)).every((proposal) => proposal.status === "expired"),
    );
    await addContact(context, "Ben Later", later);
    await retryRun.execute(context, { id: runId });
    const mail = cardOf(await waiting(context, 2), "mail.send");
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await runAs(context, runId, "succeeded");
    expect((await effectsOf(context)).mails).toHaveLength(1);
  });

  it("does not do again what was done", async () => {
    const context = await newBusiness();
    const later = newId();
    const runId = await byMail(context, [
      ask("now"),
      readContact("look", later),
      notify("say", "{{steps['draft'].settled[0].status}}"),
    ]);
    for (const { id: proposalId, inputHash } of await waiting(context, 2)) {
      await approveProposal.execute(context, { proposalId, inputHash });
    }
    await runAs(context, runId, "failed");
    await addContact(context, "Ben Later", later);
    await retryRun.execute(context, { id: runId });
    await runAs(context, runId, "succeeded");
    expect(await toldTexts(context)).toEqual(["executed"]);
    expect(await proposalsOf(context)).toHaveLength(2);
    expect((await effectsOf(context)).mails).toHaveLength(1);
  });
});

describe("a replay", () => {
  it("takes over what came before its step, and does the rest again", async () => {
    const context = await newBusiness();
    const ana = await addContact(context, "Ana Duarte");
    await publish(context, 1, {
      steps: [
        readContact("first", ana),
        readContact("second", ana),
        notify("say", "{{steps['first'].name}}, {{steps['second'].name}}"),
      ],
    });
    const runId = await start(context);
    await runAs(context, runId, "succeeded");
    await inWorkspace(context.workspaceId, (tx) =>
      tx.contact.update({ where: { id: ana }, data: { name: "Ana Novak" } }),
    );
    const replay = await replayRun.execute(context, { id: runId, from: "second" });
    await runAs(context, replay.id, "succeeded");
    expect(await toldTexts(context)).toEqual(["Ana Duarte, Ana Duarte", "Ana Duarte, Ana Novak"]);
  });
});

describe("an action that the definition names itself", () => {
  it("is proposed by the workflow, decided by the policy and done through the ledger", async () => {
    const context = await newBusiness();
    await publish(context, 1, {
      input: [{ name: "title", label: "Title", type: "text" }],
      steps: [
        {
          id: "task",
          title: "Make a task",
          kind: "action",
          action: "task.create",
          input: { title: "{{input.title}}" },
          reason: "Asked for by hand",
          compensation: "keep",
        },
      ],
      summary: "{{steps['task'].status}}",
    });
    const runId = await start(context, { title: "Call Ana" });
    const [card] = await waiting(context, 1);
    expect(card).toMatchObject({ action: "task.create", reason: "Asked for by hand" });
    await approveProposal.execute(context, { proposalId: card?.id, inputHash: card?.inputHash });
    expect((await runAs(context, runId, "succeeded")).summary).toBe("executed");
    expect((await effectsOf(context)).tasks.map((task) => task.title)).toEqual(["Call Ana"]);
  });

  it("fails its step where the policy refuses it", async () => {
    const context = await newBusiness();
    const task = { id: "task", title: "Make a task", kind: "action" as const, action: "task.create" };
    await publish(context, 1, { onFailure: "keep", steps: [{ ...task, input: { title: 7 } }] });
    const run = await runAs(context, await start(context), "failed");
    expect(run.error).toEqual({ message: expect.stringMatching(/title/), step: "task" });
    expect((await effectsOf(context)).tasks).toEqual([]);
  });
});
