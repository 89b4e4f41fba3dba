import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import { listDeadLetters, redriveDeadLetter } from "#server/domains/dead-letter/index.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { failRun, noteRun, startRun } from "#server/domains/run/index.ts";
import { decideOnRun, listSupervision, updateSupervision } from "#server/domains/supervision/index.ts";
import { compensateRun, listReviews } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { supervisionPolicyOf } from "#server/policy/index.ts";
import { carryOutRemedy } from "../steps/carry-out-remedy.ts";
import { functionContext } from "../steps/run-scope.ts";
import { superviseOne } from "../steps/supervise-run.ts";
import { advance, clock, close, hold } from "../test-background.ts";
import { newBusiness } from "../test-business.ts";
import { superviseAll, superviseWorkspace } from "./supervise.ts";

afterAll(close);
afterEach(() => hold(undefined));

const minute = 60_000;
const system = ({ workspaceId }: TestContext) => functionContext({ workspaceId, functionId: "supervisor" });
const rows = <T>({ workspaceId }: TestContext, work: (tx: Transaction) => Promise<T>) => inWorkspace(workspaceId, work);

type Made = { status?: string; parentId?: string; eventId?: string; functionRunId?: string | null; pausedAt?: Date };

/** A run of a workflow that no function does, so that nobody but the supervisor touches it. */
async function makeRun(context: TestContext, made: Made = {}): Promise<string> {
  const { workspaceId } = context;
  const id = newId();
  const at = clock.now();
  await rows(context, async (tx) => {
    const eventId = made.eventId ?? newId();
    const row = { status: "running", functionRunId: "first", title: "A run", workflow: "nobodys", workflowVersion: 1 };
    await tx.run.create({
      data: { ...row, id, workspaceId, eventId, origin: id, createdAt: at, startedAt: at, ...made },
    });
    const entry = { workspaceId, runId: id, at, data: {} };
    await tx.runEntry.create({ data: { ...entry, key: "run.started:first", kind: "run.started" } });
  });
  return id;
}

/** Its step fails, and so does the run; no event tells of it until `hold` lets it go. */
async function failOnce(context: TestContext, runId: string, failure: { error: string; code: string }) {
  const functionRunId = newId();
  await startRun.execute(system(context), { runId, functionRunId });
  const entry = {
    runId,
    step: "send",
    kind: "step.failed" as const,
    key: `send:${functionRunId}:failed`,
    data: failure,
  };
  await noteRun.execute(system(context), { entries: [entry] });
  await failRun.execute(system(context), { runId, functionRunId, message: failure.error });
}

const runRow = (context: TestContext, id: string) => rows(context, (tx) => tx.run.findUniqueOrThrow({ where: { id } }));
const decisions = async (context: TestContext) =>
  (await listSupervision.execute(context, {})).items.map(({ finding, remedy }) => `${finding}: ${remedy}`).reverse();
const reviews = (context: TestContext) => listReviews.execute(context, {});
const outage = { error: "The mail server did not answer", code: "unavailable" };

describe("a run that fails", () => {
  it("is tried again once, by one of twenty that look at it at once, and then handed over with a dead letter", async () => {
    hold("run.failed");
    const context = await newBusiness();
    const runId = await makeRun(context, { functionRunId: null });
    await failOnce(context, runId, outage);
    await Promise.all(Array.from({ length: 20 }, () => superviseOne(system(context), runId)));
    expect(await runRow(context, runId)).toMatchObject({ status: "queued", tries: 1, functionRunId: null });
    expect(await decisions(context)).toEqual(["failed: retry"]);
    expect(await reviews(context)).toEqual([]);

    await failOnce(context, runId, outage);
    for (let round = 0; round < 3; round += 1) await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual(["failed: retry", "failed: escalate"]);
    const [task, ...others] = await reviews(context);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ title: "Failed: A run", happened: outage.error, runId });
    const { items } = await listDeadLetters.execute(context, {});
    expect(items).toMatchObject([{ kind: "run", subjectId: runId, attempts: 2, status: "open" }]);

    await redriveDeadLetter.execute(context, { id: items[0]?.id });
    expect(await runRow(context, runId)).toMatchObject({ status: "queued", tries: 2 });
    await failOnce(context, runId, outage);
    await superviseWorkspace(context.workspaceId);
    // the third time with the same words: no retry is left, and another would not help
    expect((await decisions(context)).at(-1)).toBe("no-progress: escalate");
    expect((await listDeadLetters.execute(context, {})).items).toHaveLength(1);
  });

  it("is left alone once it is being taken back, and a try that came too late is not told as one", async () => {
    hold("run.failed");
    const context = await newBusiness();
    const runId = await makeRun(context, { functionRunId: null });
    await failOnce(context, runId, outage);
    const decide = (about: string) =>
      decideOnRun.execute(system(context), {
        ...{ runId, tries: 0, status: "failed", about },
        ...{ finding: "failed", remedy: "retry", rule: "retry-passing-fault", because: "It may pass" },
      });
    const decision = await decide("failed");
    await compensateRun.execute(system(context), { id: runId });
    expect(await decide("again")).toBeNull();
    if (!decision) throw new Error("Nothing was decided before it was taken back");
    expect(await carryOutRemedy(system(context), decision)).toMatch(/^What it did was taken back/);
    await escalate.execute(system(context), { key: `run:${runId}`, runId, title: "Failed", happened: outage.error });
    const told = (await reviews(context)).flatMap(({ items }) => items.map(({ text }) => text));
    expect(told).toContain("The step that failed was tried once");
    expect(told).not.toContain("Tried again automatically");
  });

  it("is decided on at once, by its event, and is not tried again where that cannot help", async () => {
    const context = await newBusiness();
    const runId = await makeRun(context, { functionRunId: null });
    await failOnce(context, runId, { error: "There is no such invoice", code: "precondition" });
    await expect.poll(() => reviews(context), { timeout: 20_000 }).toHaveLength(1);
    expect(await decisions(context)).toEqual(["failed: escalate"]);
    const log = await rows(context, (tx) => tx.runEntry.findMany({ where: { runId, kind: "run.supervised" } }));
    expect(log).toHaveLength(1);
    const audit = await rows(context, (tx) => tx.auditEntry.findMany({ where: { subjectKind: "run", runId } }));
    expect(audit.some((entry) => (entry.data as { remedy?: string }).remedy === "escalate")).toBe(true);
  });

  it("gets what was decided even when the decider died before it did it", async () => {
    hold("run.failed");
    const context = await newBusiness();
    const runId = await makeRun(context, { functionRunId: null });
    await failOnce(context, runId, outage);
    const decided = { finding: "failed", remedy: "retry", rule: "retry-passing-fault", because: "It may pass." };
    const looked = { runId, tries: 0, status: "failed", about: "failed" };
    await decideOnRun.execute(system(context), { ...decided, ...looked });
    clock.advance(2 * minute);
    await superviseWorkspace(context.workspaceId);
    await superviseWorkspace(context.workspaceId);
    expect(await runRow(context, runId)).toMatchObject({ status: "queued", tries: 1 });
    const [row] = (await listSupervision.execute(context, {})).items;
    expect(row?.outcome).toBe("It was tried again");
  });
});

describe("a run without a word", () => {
  it("is restarted twice, its old function run has lost it, and then it is the operator's", async () => {
    hold("run.requested");
    const context = await newBusiness();
    const runId = await makeRun(context);
    await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual([]);
    for (const functionRunId of ["second", "third"]) {
      clock.advance(11 * minute);
      await Promise.all([superviseWorkspace(context.workspaceId), superviseWorkspace(context.workspaceId)]);
      expect(await runRow(context, runId)).toMatchObject({ status: "queued", functionRunId: null });
      expect(await startRun.execute(system(context), { runId, functionRunId })).toMatchObject({ mine: true });
      expect(await startRun.execute(system(context), { runId, functionRunId: "first" })).toMatchObject({ mine: false });
    }
    clock.advance(11 * minute);
    for (let round = 0; round < 3; round += 1) await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual(["stuck: restart", "stuck: restart", "stuck: escalate"]);
    expect(await reviews(context)).toMatchObject([{ title: "Stuck: A run", runId }]);
  });

  it("is left alone while it waits, is paused, has an open proposal or a sub-run, or is tried again later", async () => {
    const context = await newBusiness();
    await makeRun(context, { status: "waiting" });
    await makeRun(context, { pausedAt: clock.now() });
    const parent = await makeRun(context);
    await makeRun(context, { status: "waiting", parentId: parent });
    const failing = await makeRun(context);
    const entry = { runId: failing, step: "send", kind: "step.failed" as const, key: "send:0:failed", data: {} };
    await noteRun.execute(system(context), { entries: [entry] });
    clock.advance(30 * minute);
    await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual([]);
  });

  it("follows the numbers that the operator set", async () => {
    const context = await newBusiness();
    await makeRun(context);
    await updateSupervision.execute(context, { ...supervisionPolicyOf({}), stuckMinutes: 60, restarts: 0 });
    clock.advance(30 * minute);
    await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual([]);
    clock.advance(31 * minute);
    await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual(["stuck: escalate"]);
  });
});

describe("a run in a circle", () => {
  it("is stopped when its workflow started itself too often", async () => {
    const context = await newBusiness();
    let parentId: string | undefined;
    const chain: string[] = [];
    for (let depth = 0; depth <= 6; depth += 1) {
      parentId = await makeRun(context, { status: "waiting", ...(parentId ? { parentId } : {}) });
      chain.push(parentId);
    }
    await superviseWorkspace(context.workspaceId);
    await superviseWorkspace(context.workspaceId);
    const deepest = chain.at(-1) ?? "";
    expect(await runRow(context, deepest)).toMatchObject({ status: "cancelled" });
    expect(await runRow(context, chain.at(-2) ?? "")).toMatchObject({ status: "waiting" });
    expect(await decisions(context)).toEqual(["looping: stop"]);
    expect(await reviews(context)).toMatchObject([{ runId: deepest, title: "Stopped: it went in a circle: A run" }]);
  });

  it("is stopped when one step is begun again and again", async () => {
    const context = await newBusiness();
    const runId = await makeRun(context);
    const entries = Array.from({ length: 60 }, (_, index) => ({
      ...{ runId, step: "ask-again", kind: "step.started" as const, key: `ask-again:${index}:started`, data: {} },
    }));
    await noteRun.execute(system(context), { entries });
    await superviseWorkspace(context.workspaceId);
    expect(await decisions(context)).toEqual(["looping: stop"]);
    expect(await runRow(context, runId)).toMatchObject({ status: "cancelled" });
  });
});

describe("a promise of time", () => {
  it("that is broken is told once: a step's as a notice, a whole run's as a review task", async () => {
    const context = await newBusiness();
    const runId = await makeRun(context, { status: "waiting" });
    const { workspaceId } = context;
    const now = clock.now();
    const dueAt = new Date(now.getTime() + minute);
    const deadline = (path: string, more = {}) => ({
      ...{ workspaceId, runId, path, title: path || "Everything", startedAt: now, dueAt },
      ...more,
    });
    const late = new Date(now.getTime() + 2 * minute);
    await rows(context, (tx) =>
      tx.deadline.createMany({
        data: [
          deadline(""),
          deadline("acknowledge"),
          deadline("research", { metAt: late, breachedAt: late }),
          deadline("crm", { metAt: now }),
          deadline("approval", { heldAt: now }),
        ],
      }),
    );
    await superviseWorkspace(workspaceId);
    expect(await decisions(context)).toEqual(["over-sla: notify"]);
    clock.advance(5 * minute);
    await Promise.all([superviseWorkspace(workspaceId), superviseWorkspace(workspaceId)]);
    await superviseWorkspace(workspaceId);
    const told = await listSupervision.execute(context, {});
    expect(told.items.map(({ subject, remedy }) => `${subject.split(":")[2]} ${remedy}`).sort()).toEqual([
      " escalate",
      "acknowledge notify",
      "research notify",
    ]);
    expect(await rows(context, (tx) => tx.notification.count())).toBe(2);
    expect(await reviews(context)).toMatchObject([{ title: "Late: A run" }]);
    const breached = await rows(context, (tx) => tx.deadline.findMany({ where: { breachedAt: { not: null } } }));
    expect(breached.map(({ path }) => path).sort()).toEqual(["", "acknowledge", "research"]);
  });
});

describe("a round over all workspaces", () => {
  it("goes on where one of them is broken", async () => {
    const [broken, sound] = [await newBusiness(), await newBusiness()];
    const runs = [await makeRun(broken), await makeRun(sound)];
    // no entry can be appended to this audit trail any more: each write of its workspace fails
    await rows(broken, async (tx) => {
      const entry = { workspaceId: broken.workspaceId, at: clock.now(), actorKind: "system", actorId: "test" };
      const facts = { action: "test", subjectKind: "test", subjectId: "test", data: {}, previousHash: "", hash: "" };
      await tx.auditEntry.createMany({
        data: [0, 1].map((sequence) => ({ ...entry, ...facts, sequence })),
        skipDuplicates: true,
      });
      await tx.auditHead.upsert({
        where: { workspaceId: broken.workspaceId },
        create: { workspaceId: broken.workspaceId, sequence: -1, hash: "" },
        update: { sequence: -1 },
      });
    });
    await advance(11 * minute);
    await superviseAll();
    expect(await decisions(sound)).toEqual(["stuck: restart"]);
    expect(await decisions(broken)).toEqual([]);
    expect(await runRow(broken, runs[0] ?? "")).toMatchObject({ status: "running" });
  });
});
