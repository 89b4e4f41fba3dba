import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import {
  bulkRetryRuns,
  cancelRun,
  failRun,
  finishRun,
  getRun,
  listRuns,
  noteRun,
  pauseRun,
  replayPlan,
  replayRun,
  requestRun,
  resumeRun,
  retryRun,
  startRun,
} from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });

const say = (id: string) => ({ id, title: `Say ${id}`, kind: "notify" as const, text: id });
const definition: DefinitionInput = {
  workflow: "chase",
  name: "Chase",
  purpose: "Chases",
  triggers: [{ on: "manual", label: "by hand" }],
  summary: "Chased",
  steps: [say("look"), say("draft"), say("send")],
};

/** A workspace that knows the workflow `chase`. */
async function workspaceWithWorkflow(): Promise<TestContext> {
  const context = await newWorkspace();
  await publishForTest(context, definition);
  return context;
}

async function newRun(context: TestContext, parentId?: string): Promise<string> {
  const { workspaceId } = context;
  const id = newId();
  const common = { workspaceId, source: "test", externalId: id, type: "chase", kind: "manual", status: "normalised" };
  await inWorkspace(workspaceId, (tx) =>
    tx.event.create({ data: { ...common, id, contentType: "application/json", raw: Buffer.from("{}") } }),
  );
  const input = { eventId: id, workflow: "chase", workflowVersion: 1, label: "Chase" };
  const { runId } = await requestRun.execute(system(context), input);
  if (parentId) await inWorkspace(workspaceId, (tx) => tx.run.update({ where: { id: runId }, data: { parentId } }));
  return runId;
}

/** Does steps of a run as the interpreter notes them; a step named `!step` fails. */
async function walk(context: TestContext, runId: string, ...steps: string[]): Promise<void> {
  const functionRunId = newId();
  await startRun.execute(system(context), { runId, functionRunId });
  for (const text of steps) {
    const step = text.replace("!", "");
    const failed = text.startsWith("!");
    const key = failed ? `${step}:0:failed` : `${step}:completed`;
    const kind = failed ? ("step.failed" as const) : ("step.completed" as const);
    const data = { title: `Say ${step}`, ...(failed ? { error: "The mail server said no" } : { output: step }) };
    await noteRun.execute(system(context), { entries: [{ runId, key, kind, step, data }] });
    if (failed) await failRun.execute(system(context), { runId, functionRunId, message: "x" });
  }
}

const failedRun = async (context: TestContext): Promise<string> => {
  const runId = await newRun(context);
  await walk(context, runId, "look", "!draft");
  return runId;
};

const outboxOf = (context: TestContext, name: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.outboxEntry.findMany({ where: { name } }));
const auditsOf = (context: TestContext, action: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.auditEntry.count({ where: { action } }));
const rejected = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));

describe("pausing", () => {
  it("holds a run until it is resumed; repeating either changes nothing", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await newRun(context);
    await pauseRun.execute(context, { id: runId, reason: "The customer called" });
    expect(await pauseRun.execute(context, { id: runId })).toEqual({ id: runId, status: "queued", paused: true });
    expect((await getRun.execute(context, { id: runId })).pausedAt).toBeInstanceOf(Date);
    expect((await listRuns.execute(context, { paused: true })).runs.map((run) => run.id)).toEqual([runId]);
    context.clock.advance(1_000);
    await resumeRun.execute(context, { id: runId });
    await resumeRun.execute(context, { id: runId });
    const run = await getRun.execute(context, { id: runId });
    expect(run.pausedAt).toBeNull();
    expect(run.timeline.map((entry) => entry.title).slice(1)).toEqual([
      "You paused the run: The customer called",
      "You let the run go on",
    ]);
    expect(await auditsOf(context, "run.pause")).toBe(1);
    expect(await auditsOf(context, "run.resume")).toBe(1);
    expect((await outboxOf(context, "run.resumed")).map((entry) => entry.data)).toEqual([
      { workspaceId: context.workspaceId, runId },
    ]);
    expect((await listRuns.execute(context, { paused: true })).runs).toEqual([]);
  });

  it("reaches the runs that its steps started, and theirs", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await newRun(context);
    const child = await newRun(context, runId);
    const grandchild = await newRun(context, child);
    const other = await newRun(context);
    await pauseRun.execute(context, { id: runId });
    const paused = (await listRuns.execute(context, { paused: true })).runs.map((run) => run.id);
    expect(new Set(paused)).toEqual(new Set([runId, child, grandchild]));
    await cancelRun.execute(context, { id: runId });
    expect((await getRun.execute(context, { id: grandchild })).status).toBe("cancelled");
    expect((await getRun.execute(context, { id: other })).status).toBe("queued");
    expect(await outboxOf(context, "run.cancelled")).toHaveLength(3);
  });

  it("says why a run that is over cannot be paused, and knows no run of another workspace", async () => {
    const [context, other] = [await workspaceWithWorkflow(), await newWorkspace()];
    const runId = await newRun(context);
    for (const control of [pauseRun, resumeRun, cancelRun, retryRun]) {
      await expect(control.execute(other, { id: runId })).rejects.toMatchObject({ code: "not_found" });
    }
    await finishRun.execute(system(context), { runId, summary: "Done" });
    await expect(pauseRun.execute(context, { id: runId })).rejects.toMatchObject({
      code: "conflict",
      message: "It is finished: there is nothing to pause",
    });
  });

  it("and the run's end at the same time leave it either way whole", async () => {
    const context = await workspaceWithWorkflow();
    for (let round = 0; round < 5; round += 1) {
      const runId = await newRun(context);
      await Promise.allSettled([
        cancelRun.execute(context, { id: runId }),
        finishRun.execute(system(context), { runId, summary: "Done" }),
        pauseRun.execute(context, { id: runId }),
      ]);
      const run = await getRun.execute(context, { id: runId });
      expect(["cancelled", "succeeded"]).toContain(run.status);
      expect(run.pausedAt).toBeNull();
      expect(run.timeline.filter((entry) => /finished|cancelled/.test(entry.title))).toHaveLength(1);
    }
  });
});

describe("trying again", () => {
  it("happens once, however many ask at the same time", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await failedRun(context);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => retryRun.execute(context, { id: runId })));
    expect(rejected(results)).toHaveLength(7);
    expect(rejected(results)[0]).toMatchObject({ code: "conflict" });
    expect(await getRun.execute(context, { id: runId })).toMatchObject({ status: "queued", tries: 1 });
    expect(await outboxOf(context, "run.requested")).toHaveLength(2);
  });

  it("is refused where the effects were taken back", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await failedRun(context);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.run.update({ where: { id: runId }, data: { compensation: "done" } }),
    );
    await expect(retryRun.execute(context, { id: runId })).rejects.toMatchObject({
      code: "conflict",
      message: "What it did was taken back: replay it from a step instead",
    });
  });

  it("works for many at once: what cannot be retried says why and holds up no other", async () => {
    const context = await workspaceWithWorkflow();
    const [first, second, fine] = [await failedRun(context), await failedRun(context), await newRun(context)];
    const unknown = newId();
    const result = await bulkRetryRuns.execute(context, { ids: [first, fine, unknown, second, first] });
    expect(result).toMatchObject({ retried: 2, left: 0 });
    expect(result.runs).toEqual([
      { id: first, retried: true },
      expect.objectContaining({ id: fine, retried: false, code: "conflict" }),
      expect.objectContaining({ id: unknown, retried: false, code: "not_found" }),
      { id: second, retried: true },
    ]);
    expect(await auditsOf(context, "run.retry")).toBe(2);
  });

  it("finds what failed in one way, since a time", async () => {
    const context = await workspaceWithWorkflow();
    const old = await failedRun(context);
    context.clock.advance(3_600_000);
    const since = context.clock.now().toISOString();
    const fresh = await failedRun(context);
    const none = await bulkRetryRuns.execute(context, { filter: { error: "no such words" } });
    expect(none).toEqual({ runs: [], retried: 0, left: 0 });
    const some = await bulkRetryRuns.execute(context, {
      filter: { workflow: "chase", error: "MAIL SERVER", since },
    });
    expect(some).toEqual({ runs: [{ id: fresh, retried: true }], retried: 1, left: 0 });
    expect((await getRun.execute(context, { id: old })).status).toBe("failed");
    await expect(bulkRetryRuns.execute(context, {})).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("replaying", () => {
  it("makes a linked new run that takes over what came before the step", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await failedRun(context);
    expect(await replayPlan.execute(context, { id: runId, from: "draft" })).toEqual({
      kept: [{ path: "look", title: "Say look" }],
      repeated: [{ path: "draft", title: "Say draft" }],
      effects: [],
    });
    const replay = await replayRun.execute(context, { id: runId, from: "draft", input: { tone: "firm" } });
    expect(replay).toMatchObject({ replayOfId: runId, replayFrom: "draft", kept: 1 });
    const made = await getRun.execute(context, { id: replay.id });
    expect(made).toMatchObject({ status: "queued", workflowVersion: 1, replayOf: { id: runId, from: "draft" } });
    const entries = await inWorkspace(context.workspaceId, (tx) =>
      tx.runEntry.findMany({ where: { runId: replay.id }, orderBy: { order: "asc" } }),
    );
    expect(entries.map((entry) => entry.key)).toEqual(["event.received", "look:completed", "run.replayed"]);
    expect(entries[1]?.data).toMatchObject({ output: "look", takenFrom: runId });
    const original = await getRun.execute(context, { id: runId });
    expect([original.status, original.replays.map((run) => run.id)]).toEqual(["failed", [replay.id]]);
    expect(await outboxOf(context, "run.requested")).toHaveLength(2);
  });

  it("twice is two runs; twice under one key is one", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await failedRun(context);
    const [first, second] = await Promise.all(
      ["look", "look"].map((from) => replayRun.execute(context, { id: runId, from })),
    );
    expect(first?.id).not.toBe(second?.id);
    const keyed = await Promise.all(
      Array.from({ length: 10 }, () => replayRun.once(context, { id: runId, from: "look" }, "key")),
    );
    expect(new Set(keyed).size).toBe(1);
    expect((await getRun.execute(context, { id: runId })).replays).toHaveLength(3);
  });

  it("names a step that the run never came to, and waits for the run's end", async () => {
    const context = await workspaceWithWorkflow();
    const runId = await failedRun(context);
    for (const from of ["send", "nowhere", "look[1]"]) {
      await expect(replayRun.execute(context, { id: runId, from })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ field: "from", message: `the run never came to a step “${from}”` }] },
      });
    }
    await expect(replayRun.execute(context, { id: await newRun(context), from: "look" })).rejects.toMatchObject({
      code: "conflict",
    });
    const other = await newWorkspace();
    await expect(replayRun.execute(other, { id: runId, from: "look" })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("is steered by a key that may, and by no other", async () => {
  const context = await workspaceWithWorkflow();
  const runId = await newRun(context);
  const key = (...scopes: string[]): Context => ({ ...context, actor: { kind: "api_key", id: newId(), scopes } });
  for (const control of [pauseRun, resumeRun, retryRun, cancelRun]) {
    await expect(control.execute(key("runs:read"), { id: runId })).rejects.toMatchObject({ code: "forbidden" });
  }
  await pauseRun.execute(key("runs:write"), { id: runId });
  expect((await getRun.execute(context, { id: runId })).timeline.at(-1)?.title).toBe("An API key paused the run");
});
