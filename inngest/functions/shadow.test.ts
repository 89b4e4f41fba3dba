import { afterAll, describe, expect, it } from "vitest";
import { POST as postHook } from "#app/api/hooks/[endpoint]/route.ts";
import { POST as postCall } from "#app/api/v1/[...path]/route.ts";
import { POST as postEvents } from "#app/api/v1/events/route.ts";
import { publishDraft, tryInShadow } from "#server/authoring/index.ts";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { getRun } from "#server/domains/run/index.ts";
import { type Post, runSample } from "#server/domains/sample/index.ts";
import { compareShadow, getRollout, setStage } from "#server/domains/shadow/index.ts";
import { createTask } from "#server/domains/task/index.ts";
import { listWorkflows, saveDraft } from "#server/domains/workflow/index.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import { approveProposal, executeEffect, propose } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { advance, close, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receiveMail, waiting } from "../test-business.ts";

afterAll(close);

const hour = 3_600_000;
const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A website for our bakery",
  body: "Hello,\n\nwe run a bakery and are looking for somebody who can build us a new website. What would it cost, and could you start in May?\n\nBest\nAna",
};
const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });
const post: Post = (path, { headers, body }) => {
  const request = new Request(`http://127.0.0.1:3000${path}`, { method: "POST", headers, body });
  if (path === "/api/v1/events") return postEvents(request);
  if (path.startsWith("/api/v1/")) return postCall(request);
  return postHook(request, { params: Promise.resolve({ endpoint: path.replace("/api/hooks/", "") }) });
};

const intoShadow = (context: TestContext, workflow: string) =>
  setStage.execute(context, { workflow, from: "assisted", to: "shadow" });

/** Everything by which a run could be felt. */
const traces = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, async (tx) => ({
    effects: await tx.effect.count(),
    mails: await tx.mail.count(),
    sent: await tx.message.count({ where: { direction: "out" } }),
    tasks: await tx.task.count(),
    creditNotes: await tx.creditNote.count(),
    questions: await tx.escalation.count(),
    told: await tx.notification.count(),
    deadlines: await tx.deadline.count(),
    approvals: await tx.approval.count(),
    asked: await tx.proposal.count({ where: { status: { in: ["pending", "approved", "executed"] } } }),
    announced: await tx.outboxEntry.count({ where: { name: { in: ["proposal.made", "proposal.decided"] } } }),
    memories: await tx.memoryItem.count({ where: { sourceKind: "run" } }),
  }));

const openRuns = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, (tx) => tx.run.count({ where: { status: { in: ["queued", "running"] } } }));

/** The enquiry workflow under another name: what the operator does goes through it. */
async function publishCopy(context: TestContext): Promise<void> {
  const original = builtIns.find(({ workflow }) => workflow === "new-enquiry");
  if (!original) throw new Error("There is no such workflow");
  await publishForTest(context, { ...original, workflow: "by-hand", name: "By hand" });
}

const matchesOf = async (context: TestContext) =>
  (await getRollout.execute(context, { workflow: "new-enquiry" })).matches;

describe("every built-in workflow in shadow, over every event of the sample", () => {
  it("goes to its end and causes nothing: no effect, no mail, no question, no word", async () => {
    const context = await newBusiness();
    const workflows = (await listWorkflows.execute(context, {})).map(({ id }) => id);
    expect(workflows.length).toBe(builtIns.length);
    for (const workflow of workflows) await intoShadow(context, workflow);
    await runSample(context, post);
    await until("every run is over or waits", async () => {
      const started = await inWorkspace(context.workspaceId, (tx) => tx.run.count());
      return started >= 21 && (await openRuns(context)) === 0;
    });
    // what they wait for comes or does not; what is left over would be felt by now
    const unfinished = () => inWorkspace(context.workspaceId, (tx) => tx.run.count({ where: { finishedAt: null } }));
    for (let days = 0; days < 90 && (await unfinished()) > 0; days += 5) {
      await advance(5 * 24 * hour);
      await until("what was due has gone on", async () => (await openRuns(context)) === 0);
    }
    await until("every run is over", async () => (await unfinished()) === 0);
    const none = { effects: 0, mails: 0, sent: 0, tasks: 0, creditNotes: 0, questions: 0, told: 0, deadlines: 0 };
    expect(await traces(context)).toEqual({ ...none, approvals: 0, asked: 0, announced: 0, memories: 0 });
    const { runs, proposals } = await inWorkspace(context.workspaceId, async (tx) => ({
      runs: await tx.run.findMany(),
      proposals: await tx.proposal.groupBy({ by: ["status"], _count: { _all: true } }),
    }));
    expect(runs.filter((run) => !run.shadow)).toEqual([]);
    expect(new Set(runs.map((run) => run.workflow)).size).toBeGreaterThanOrEqual(7);
    expect(runs.filter((run) => run.status !== "succeeded").map((run) => `${run.title}: ${run.summary}`)).toEqual([]);
    expect(proposals.find(({ status }) => status === "shadow")?._count._all).toBeGreaterThanOrEqual(20);
  });
});

describe("a workflow in shadow", () => {
  it("is compared with what the operator does through another workflow", async () => {
    const context = await newBusiness();
    await publishCopy(context);
    await intoShadow(context, "new-enquiry");
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    expect(cards.map((card) => card.workflow)).toEqual(["by-hand", "by-hand"]);
    const mail = cardOf(cards, "mail.send");
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await until("the mail is sent", async () => {
      return (await effectsOf(context)).effects.some(({ status }) => status === "succeeded");
    });
    await until("both proposals are there", async () => (await matchesOf(context)).length === 2);
    await compareShadow.execute(system(context), {});
    const rollout = await getRollout.execute(context, { workflow: "new-enquiry" });
    expect(rollout.comparison).toMatchObject({ same: 1, open: 1, extra: 0, missed: 0 });
    expect(rollout.matches.find(({ outcome }) => outcome === "same")).toMatchObject({
      action: "mail.send",
      likeness: 1,
      differences: [],
      done: { kind: "run", label: mail.title },
    });
    const lessons = () =>
      inWorkspace(context.workspaceId, (tx) => tx.trustEntry.findMany({ where: { kind: "shadow" } }));
    expect(await lessons()).toMatchObject([{ agent: "crm", action: "mail.send", score: 1 }]);
    // the task is not done, or later than the window
    await advance(49 * hour);
    await compareShadow.execute(system(context), {});
    await compareShadow.execute(system(context), {});
    const after = await getRollout.execute(context, { workflow: "new-enquiry" });
    expect(after.comparison).toMatchObject({ same: 1, open: 0, extra: 1, missed: 0 });
    expect(after.comparison?.agreement).toMatchObject({ agreed: 1, compared: 2 });
  });

  it("misses what the operator does by hand and it did not think of, once", async () => {
    const context = await newBusiness();
    await intoShadow(context, "new-enquiry");
    const eventId = await receiveMail(context, enquiry);
    await until("both proposals are there", async () => (await matchesOf(context)).length === 2);
    const run = await inWorkspace(context.workspaceId, (tx) => tx.run.findFirstOrThrow({ where: { eventId } }));
    const contactId = run.contactId ?? "";
    await createTask.execute(context, { title: "Look up who else bakes in their street", contactId });
    await createTask.execute(context, { title: "Something for nobody" });
    await until("the run is over", async () => (await openRuns(context)) === 0);
    await advance(97 * hour);
    for (let times = 0; times < 3; times += 1) await compareShadow.execute(system(context), {});
    const { comparison, matches } = await getRollout.execute(context, { workflow: "new-enquiry" });
    expect(comparison).toMatchObject({ same: 0, extra: 2, missed: 1, open: 0 });
    expect(matches.find(({ outcome }) => outcome === "missed")).toMatchObject({
      title: "Look up who else bakes in their street",
      proposalId: null,
      done: { kind: "task" },
    });
  });

  it("has proposals that nobody can approve and the ledger does not carry out", async () => {
    const context = await newBusiness();
    await intoShadow(context, "new-enquiry");
    await receiveMail(context, enquiry);
    await until("both proposals are there", async () => (await matchesOf(context)).length === 2);
    const proposals = await inWorkspace(context.workspaceId, (tx) => tx.proposal.findMany());
    for (const { id: proposalId, inputHash } of proposals) {
      await expect(approveProposal.execute(context, { proposalId, inputHash })).rejects.toMatchObject({
        code: "conflict",
      });
      const outcome = await executeEffect({ context: system(context), proposalId });
      expect(outcome).toMatchObject({ status: "withdrawn", proposalStatus: "shadow" });
    }
    expect((await effectsOf(context)).effects).toEqual([]);
    const [proposal] = proposals;
    await until("the run is over", async () => (await openRuns(context)) === 0);
    const run = await getRun.execute(context, { id: proposal?.runId });
    expect(run).toMatchObject({ shadow: true, status: "succeeded", summary: expect.stringMatching(/^In shadow: /) });
  });
});

describe("an agent that only observes", () => {
  it("has its proposals recorded and compared, in a run that asks about all others", async () => {
    const context = await newBusiness();
    await inWorkspace(context.workspaceId, (tx) =>
      tx.autonomyGrant.create({
        data: {
          ...{ workspaceId: context.workspaceId, agent: "crm", action: "mail.send", level: "observe" },
          updatedAt: context.clock.now(),
        },
      }),
    );
    await receiveMail(context, enquiry);
    const [task] = await waiting(context, 1);
    expect(task?.action).toBe("task.create");
    expect(await matchesOf(context)).toMatchObject([{ action: "mail.send", agent: "crm", outcome: "open" }]);
    await approveProposal.execute(context, { proposalId: task?.id, inputHash: task?.inputHash });
    await until("the run is over", async () => {
      const run = await inWorkspace(context.workspaceId, (tx) => tx.run.findFirst());
      return run?.status === "succeeded";
    });
    expect((await effectsOf(context)).mails).toEqual([]);
  });
});

describe("the same proposal made again", () => {
  it("opens one comparison", async () => {
    const context = await newBusiness();
    await intoShadow(context, "new-enquiry");
    await receiveMail(context, enquiry);
    await until("both proposals are there", async () => (await matchesOf(context)).length === 2);
    const [row] = await inWorkspace(context.workspaceId, (tx) => tx.proposal.findMany());
    if (!row) throw new Error("There is no proposal");
    const { runId, step, agent, action, input, reason, confidence, method } = row;
    const draft = { action, input, reason, confidence, method, evidence: [], taint: "outside" };
    const again = { runId, step, index: 0, agent: { name: agent, mayPropose: [action] }, draft };
    await propose.execute(system(context), again);
    expect(await matchesOf(context)).toHaveLength(2);
  });
});

describe("a draft that is tried in shadow", () => {
  it("runs beside the published version, is compared with it, and ends when it is published", async () => {
    const context = await newBusiness();
    const original = builtIns.find(({ workflow }) => workflow === "new-enquiry");
    await listWorkflows.execute(context, {});
    await saveDraft.execute(context, {
      workflow: "new-enquiry",
      definition: { ...original, purpose: "Anew" },
      revision: 0,
    });
    await tryInShadow.execute(context, { workflow: "new-enquiry", revision: 1 });
    await receiveMail(context, enquiry);
    const mail = cardOf(await waiting(context, 2), "mail.send");
    await approveProposal.execute(context, { proposalId: mail.id, inputHash: mail.inputHash });
    await until("the mail is sent", async () => {
      return (await effectsOf(context)).effects.some(({ status }) => status === "succeeded");
    });
    const trialOf = async () => (await getRollout.execute(context, { workflow: "new-enquiry" })).trial;
    await until("both proposals of the draft are there", async () => (await trialOf())?.matches.length === 2);
    await compareShadow.execute(system(context), {});
    expect(await trialOf()).toMatchObject({ version: -1, runs: 1, comparison: { same: 1, open: 1 } });
    const { comparison } = await getRollout.execute(context, { workflow: "new-enquiry" });
    expect(comparison).toBeNull();
    expect((await effectsOf(context)).mails).toHaveLength(1);
    expect(await publishDraft.execute(context, { workflow: "new-enquiry", revision: 1 })).toMatchObject({ version: 2 });
    expect(await trialOf()).toBeNull();
  });
});
