import { afterAll, describe, expect, it } from "vitest";
import { askDecisionAgain, compareDecision } from "#server/authoring/index.ts";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal } from "#server/effects/index.ts";
import { addMemory, closeMemory, decisionsOfRun, setBoundaries } from "#server/memory/index.ts";
import { close } from "../test-background.ts";
import { newBusiness, receiveMail, runIn, waiting } from "../test-business.ts";

afterAll(close);

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A website for our bakery",
  body: "Hello,\n\nwe run a bakery and are looking for somebody who can build us a new website. What would a website cost?\n\nBest\nAna",
};
const fact = { tier: "canonical", kind: "fact", from: "read", to: "none", agent: "crm" } as const;
const price = "A website costs €4,000";

/** An enquiry whose answer was drafted, with the decision that drafted it. */
async function drafted(context: TestContext) {
  await receiveMail(context, enquiry);
  await waiting(context, 2);
  const run = await runIn(context, "waiting");
  const decisions = await decisionsOfRun.execute(context, { runId: run.id });
  const decision = decisions.find(({ intent }) => intent === "draft-reply");
  if (!decision) throw new Error("No decision was kept");
  return { run, decision };
}

const countRows = (context: TestContext) =>
  inWorkspace(context.workspaceId, async (tx) => [
    await tx.proposal.count(),
    await tx.auditEntry.count(),
    await tx.runEntry.count(),
    await tx.snapshot.count(),
  ]);

describe("a boundary of memory", () => {
  it("keeps from an agent what the operator closed, and says so on the run's timeline and in its audit, once", async () => {
    const context = await newBusiness();
    await addMemory.execute(context, { kind: "fact", text: price });
    await setBoundaries.execute(context, { changes: [fact] });
    const { run } = await drafted(context);
    expect(run.memory).toEqual([]);
    const words = "The crm agent may not read fact in canonical memory";
    expect(run.timeline.filter(({ title }) => title === words)).toHaveLength(1);
    expect(run.audit.filter(({ action }) => action === "memory.refuse").map(({ reason }) => reason)).toEqual([words]);
  });

  it("lets a run go on whose step and agent may not remember, and writes nothing", async () => {
    const context = await newBusiness();
    const place = { tier: "profile", kind: "summary" } as const;
    await setBoundaries.execute(context, {
      changes: ["workflow", "crm"].map((agent) => ({ ...place, agent, from: "write" as const, to: "none" as const })),
    });
    await receiveMail(context, enquiry);
    for (const { id: proposalId, inputHash } of await waiting(context, 2))
      await approveProposal.execute(context, { proposalId, inputHash });
    const run = await runIn(context, "succeeded");
    expect(await inWorkspace(context.workspaceId, (tx) => tx.memoryItem.count({ where: place }))).toBe(0);
    const words = "A workflow's step may not write summary in profile memory";
    expect(run.timeline.filter(({ title }) => title === words)).toHaveLength(1);
    expect(run.audit.map(({ reason }) => reason)).toContain(words);
  });
});

describe("a decision that was kept", () => {
  it("names what it was made from by version and hash", async () => {
    const context = await newBusiness();
    const { id } = await addMemory.execute(context, { kind: "fact", text: price });
    const { decision } = await drafted(context);
    const then = await compareDecision.execute(context, { id: decision.id });
    expect(then).toMatchObject({ agent: "crm", intent: "draft-reply", askable: true, erased: 0, prompts: [] });
    expect(then.items).toMatchObject([{ state: "same", before: { id, version: 1, text: price } }]);
    expect(then.versions.map(({ label }) => label)).toEqual([
      "Model",
      "Policy",
      "Agent",
      "Action mail.send",
      "Action task.create",
    ]);
    for (const { before, now } of then.versions) {
      expect(before).toEqual(now);
      expect(before).toMatch(/^[0-9a-f]{12,64}$|offline/);
    }
  });

  it("is asked again with the memory as it was, comes out the same, and changes no row", async () => {
    const context = await newBusiness();
    const { id } = await addMemory.execute(context, { kind: "fact", text: price });
    const { decision } = await drafted(context);
    await closeMemory.execute(context, { id });
    await addMemory.execute(context, { kind: "fact", text: "A website costs €6,500" });
    const rows = await countRows(context);
    const compared = await compareDecision.execute(context, { id: decision.id });
    expect(compared.items).toMatchObject([
      { state: "gone", before: { text: price }, now: null, because: "no longer valid" },
      { state: "added", before: null, now: { text: "A website costs €6,500" } },
    ]);
    const asThen = await askDecisionAgain.execute(context, { id: decision.id, memory: "then" });
    expect(asThen.before.proposals.map(({ action }) => action)).toEqual(["mail.send", "task.create"]);
    expect(asThen.differences).toEqual([]);
    const asNow = await askDecisionAgain.execute(context, { id: decision.id, memory: "now" });
    const [body] = asNow.differences.filter(({ place }) => place === "Proposal: mail.send, body");
    expect(body?.before).toContain("€4,000");
    expect(body?.now).toContain("€6,500");
    expect(await countRows(context)).toEqual(rows);
  });

  it("shows a version that took another one's place, and what a boundary closes now", async () => {
    const context = await newBusiness();
    const told = { kind: "fact", key: "price" };
    await addMemory.execute(context, { ...told, text: price });
    await addMemory.execute(context, { kind: "term", text: "A website is paid within 14 days" });
    const { decision } = await drafted(context);
    await addMemory.execute(context, { ...told, text: "A website costs €5,000" });
    await setBoundaries.execute(context, { changes: [{ ...fact, kind: "term" }] });
    const { items } = await compareDecision.execute(context, { id: decision.id });
    expect(
      items.map(({ state, before, now, because }) => [state, before?.version, now?.version, because]).sort(),
    ).toEqual([
      ["changed", 1, 2, null],
      ["gone", 1, undefined, "a boundary closes it"],
    ]);
  });
});
