import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import {
  appendRunEntry,
  cancelRun,
  claimSubject,
  failRun,
  finishRun,
  getRun,
  listRuns,
  noteRun,
  noteWait,
  noteWaitEnd,
  openRunsAbout,
  requestRun,
  retryRun,
  runIsOver,
  startRun,
} from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });

async function newEvent({ workspaceId }: TestContext, subject?: string): Promise<string> {
  const id = newId();
  await inWorkspace(workspaceId, async (tx) => {
    const common = { workspaceId, source: "sample", externalId: id, type: "message.received", kind: "mail" };
    await tx.event.create({
      data: { ...common, id, contentType: "message/rfc822", raw: Buffer.from("x"), status: "normalised" },
    });
    if (!subject) return;
    const text = {
      text: "",
      body: "",
      fromAddress: "",
      toAddress: "",
      threadKey: id,
      channel: "mail",
      direction: "in",
    };
    await tx.message.create({ data: { ...text, id: newId(), workspaceId, eventId: id, subject, at: new Date() } });
  });
  return id;
}

async function newRun(context: TestContext, workflow = "new-enquiry"): Promise<string> {
  const input = { eventId: await newEvent(context), workflow, workflowVersion: 1, label: "New enquiry" };
  return (await requestRun.execute(system(context), input)).runId;
}

const outboxOf = (context: TestContext) =>
  inWorkspace(context.workspaceId, (tx) => tx.outboxEntry.findMany({ orderBy: { createdAt: "asc" } }));

describe("requesting a run", () => {
  it("makes one per event and workflow, with its title, its log and its outbox entry", async () => {
    const context = await newWorkspace();
    const eventId = await newEvent(context, "A website");
    const input = { eventId, workflow: "new-enquiry", workflowVersion: 1, label: "New enquiry" };
    const first = await requestRun.execute(system(context), input);
    const second = await requestRun.execute(system(context), input);
    expect([first.created, second]).toEqual([true, { runId: first.runId, created: false }]);
    const run = await getRun.execute(context, { id: first.runId });
    expect([run.title, run.status]).toEqual(["New enquiry: “A website”", "queued"]);
    expect(run.timeline.map((entry) => entry.kind)).toEqual(["event"]);
    expect(run.audit.map((entry) => entry.action)).toEqual(["run.request"]);
    expect((await outboxOf(context)).map((entry) => entry.name)).toEqual(["run.requested"]);
  });

  it("does not know another workspace's event", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    const input = { eventId: await newEvent(other), workflow: "new-enquiry", workflowVersion: 1, label: "x" };
    await expect(requestRun.execute(system(mine), input)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a run's way", () => {
  it("belongs to the function run that took it up first", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    expect(await startRun.execute(system(context), { runId, functionRunId: "a" })).toMatchObject({ mine: true });
    expect(await startRun.execute(system(context), { runId, functionRunId: "a" })).toMatchObject({ mine: true });
    expect(await startRun.execute(system(context), { runId, functionRunId: "b" })).toMatchObject({ mine: false });
    expect(await failRun.execute(system(context), { runId, functionRunId: "b", message: "x" })).toMatchObject({
      failed: false,
    });
    expect((await getRun.execute(context, { id: runId })).status).toBe("running");
  });

  it("waits, goes on and finishes; a wait stands once in the timeline, with its length", async () => {
    const context = await newWorkspace();
    context.clock.set("2031-05-01T08:00:00Z");
    const runId = await newRun(context);
    await startRun.execute(system(context), { runId, functionRunId: "a" });
    await noteWait.execute(system(context), { runId, step: "ask-operator", forWhat: "Waits for your decision" });
    expect(await getRun.execute(context, { id: runId })).toMatchObject({
      status: "waiting",
      summary: "Waits for your decision",
    });
    context.clock.advance(90_000);
    await noteWaitEnd.execute(system(context), { runId, step: "ask-operator", outcome: "executed" });
    await finishRun.execute(system(context), { runId, summary: "Answered" });
    expect(await finishRun.execute(system(context), { runId, summary: "Again" })).toEqual({ finished: false });
    const run = await getRun.execute(context, { id: runId });
    expect(run).toMatchObject({ status: "succeeded", summary: "Answered" });
    const waits = run.timeline.filter((entry) => entry.kind === "wait");
    expect(waits).toMatchObject([{ status: "done", durationMs: 90_000, title: "Waited for your decision" }]);
    expect(run.audit.map((entry) => entry.action)).toEqual(["run.request", "run.finish"]);
  });

  it("fails with what its last step said, and can be tried again from the start", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    await startRun.execute(system(context), { runId, functionRunId: "a" });
    const entry = {
      runId,
      key: "draft:0:failed",
      kind: "step.failed" as const,
      step: "draft",
      data: { error: "No address" },
    };
    await noteRun.execute(system(context), { entries: [entry] });
    await failRun.execute(system(context), { runId, functionRunId: "a", message: "unknown" });
    expect((await getRun.execute(context, { id: runId })).error).toEqual({ message: "No address", step: "draft" });
    await retryRun.execute(context, { id: runId });
    expect(await getRun.execute(context, { id: runId })).toMatchObject({
      status: "queued",
      functionRunId: null,
      error: null,
    });
    expect((await outboxOf(context)).map((row) => row.name)).toEqual([
      "run.requested",
      "run.failed",
      "run.ended",
      "run.requested",
    ]);
    await expect(retryRun.execute(context, { id: runId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is cancelled by the operator once, and by nobody in another workspace", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    const runId = await newRun(context);
    await expect(cancelRun.execute(other, { id: runId })).rejects.toMatchObject({ code: "not_found" });
    expect(await runIsOver.execute(system(context), { runId })).toBe(false);
    await cancelRun.execute(context, { id: runId, reason: "Spam" });
    expect(await runIsOver.execute(system(context), { runId })).toBe(true);
    await cancelRun.execute(context, { id: runId });
    expect(await startRun.execute(system(context), { runId, functionRunId: "a" })).toMatchObject({ mine: false });
    const run = await getRun.execute(context, { id: runId });
    expect(run).toMatchObject({ status: "cancelled", summary: "Spam" });
    expect(run.timeline.at(-1)).toMatchObject({ title: "You cancelled the run: Spam" });
    const audits = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.count({ where: { action: "run.cancel" } }),
    );
    expect(audits).toBe(1);
    await expect(cancelRun.execute(system(context), { id: runId })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is alone in following up its subject", async () => {
    const context = await newWorkspace();
    const [first, second] = [await newRun(context, "failed-payment"), await newRun(context, "failed-payment")];
    const subject = `invoice:${newId()}`;
    const claims = await Promise.allSettled(
      [first, second].map((runId) => claimSubject.execute(system(context), { runId, subject })),
    );
    const claimed = claims.filter((claim) => claim.status === "fulfilled" && claim.value.claimed);
    expect(claimed).toHaveLength(1);
    expect(await openRunsAbout.execute(system(context), { subject })).toHaveLength(1);
  });
});

describe("a run's log", () => {
  it("keeps the first of two entries with one key, and refuses any change", async () => {
    const context = await newWorkspace();
    const runId = await newRun(context);
    const write = (value: string) =>
      inWorkspace(context.workspaceId, (tx) =>
        appendRunEntry({ tx, context }, { runId, key: "k", kind: "step.completed", data: { value } }),
      );
    expect([await write("first"), await write("second")]).toEqual([true, false]);
    await expect(
      inWorkspace(context.workspaceId, (tx) => tx.runEntry.updateMany({ where: { runId }, data: { data: {} } })),
    ).rejects.toThrow();
  });
});

describe("the list of runs", () => {
  it("goes through all of them page by page, newest first, and filters", async () => {
    const context = await newWorkspace();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      made.unshift(await newRun(context));
      if (count % 2) context.clock.advance(1_000);
    }
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listRuns.execute(context, { cursor, limit: 2 });
      seen.push(...page.runs.map((run) => run.id));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set(made));
    expect((await listRuns.execute(context, { status: "failed" })).runs).toEqual([]);
    await expect(listRuns.execute(context, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("is open to a key with its scope alone, and shows its own workspace", async () => {
    const [context, other] = [await newWorkspace(), await newWorkspace()];
    const runId = await newRun(context);
    const key = (scopes: string[]): Context => ({ ...other, actor: { kind: "api_key", id: newId(), scopes } });
    await expect(listRuns.execute(key(["events:write"]), {})).rejects.toMatchObject({ code: "forbidden" });
    expect((await listRuns.execute(key(["runs:read"]), {})).runs).toEqual([]);
    await expect(getRun.execute(key(["runs:read"]), { id: runId })).rejects.toMatchObject({ code: "not_found" });
  });
});
