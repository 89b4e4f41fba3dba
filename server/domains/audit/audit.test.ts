import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { completeTask, createTask } from "#server/domains/task/index.ts";
import { approve, creditOf, newBusiness, proposeIn } from "#server/effects/test-business.ts";
import { newId } from "#server/kernel/ids.ts";
import { auditChoices, listAudit } from "./index.ts";

const list = async (context: TestContext, filter: Record<string, unknown>) =>
  (await listAudit.execute(context, filter)).items;
const actionsIn = async (context: TestContext, filter: Record<string, unknown>) =>
  (await list(context, filter)).map((entry) => entry.action);

describe("the audit trail", () => {
  it("is listed newest first, in pages, by subject and by run", async () => {
    const context = await newWorkspace();
    const runId = newId();
    const { taskId } = await createTask.execute({ ...context, runId }, { title: "One" });
    await createTask.execute(context, { title: "Two" });
    await completeTask.execute(context, { taskId });
    const first = await listAudit.execute(context, { limit: 2 });
    expect(first.items.map((entry) => entry.sequence)).toEqual([3, 2]);
    const second = await listAudit.execute(context, { limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ sequence: 1 }], nextCursor: null });
    expect(await actionsIn(context, { subject: { kind: "task", id: taskId } })).toEqual([
      "task.complete",
      "task.create",
    ]);
    expect((await list(context, { runId })).map((entry) => entry.sequence)).toEqual([1]);
  });

  it("says each entry in plain words", async () => {
    const business = await newBusiness();
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await approve(business, proposalId);
    const [approved, proposed] = await list(business.operator, { subject: { kind: "proposal", id: proposalId } });
    expect(approved?.sentence).toMatch(/^You approved “.*€100\.00.*”$/);
    expect(proposed?.sentence).toMatch(/^The Billing agent proposed “.*€100\.00.*”$/);
    expect(proposed?.actor).toBe("Adjutant (run)");
  });

  it("is narrowed to an actor, an agent, a command, a contact and a time", async () => {
    const business = await newBusiness();
    const { operator, contactId, clock } = business;
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    clock.advance(3_600_000);
    await approve(business, proposalId);
    await createTask.execute(operator, { title: "Nobody's" });
    const decided = ["proposal.approve", "proposal.propose"];
    expect(await actionsIn(operator, { actor: "system" })).toEqual(["proposal.propose"]);
    expect(await actionsIn(operator, { actor: `operator:${operator.actor.id}` })).toEqual([
      "task.create",
      "proposal.approve",
      "invoice.issue",
    ]);
    expect(await actionsIn(operator, { actor: `operator:${newId()}` })).toEqual([]);
    expect(await actionsIn(operator, { agent: "billing" })).toEqual(decided);
    expect(await actionsIn(operator, { agent: "crm" })).toEqual([]);
    expect(await actionsIn(operator, { action: "proposal.approve" })).toEqual(["proposal.approve"]);
    expect(await actionsIn(operator, { runId: business.runId })).toEqual(decided);
    expect(await actionsIn(operator, { contactId })).toEqual(["invoice.issue"]);
    await inWorkspace(operator.workspaceId, (tx) =>
      tx.proposal.update({ where: { id: proposalId }, data: { contactId } }),
    );
    expect(await actionsIn(operator, { contactId })).toEqual([...decided, "invoice.issue"]);
    expect(await actionsIn(operator, { contactId, agent: "billing", actor: "operator" })).toEqual(["proposal.approve"]);
    expect(await actionsIn(operator, { from: "2026-03-02T09:30:00Z" })).toEqual(["task.create", "proposal.approve"]);
    expect(await actionsIn(operator, { to: "2026-03-02T09:30:00Z", action: "proposal.approve" })).toEqual([]);
  });

  it("is searched by words in action, reason and data, by names, ids and hashes", async () => {
    const business = await newBusiness();
    const { operator } = business;
    const proposalId = await proposeIn(business, "credit-note.issue", creditOf(business));
    await createTask.execute(operator, { title: "Call the Kestrel Quay harbour office" });
    const found = (search: string) => actionsIn(operator, { search });
    expect(await found("kestrel")).toEqual(["task.create"]);
    expect(await found("HARBOUR quay")).toEqual(["task.create"]);
    expect(await found("kestrel nowhere")).toEqual([]);
    expect(await found("asked mail")).toEqual(["proposal.propose"]);
    expect(await found("outside-content")).toEqual(["proposal.propose"]);
    expect(await found("€100.00")).toEqual(["proposal.propose"]);
    expect(await found(proposalId)).toEqual(["proposal.propose"]);
    const [entry] = await list(operator, { action: "task.create" });
    expect(await found(entry?.hash ?? "none")).toEqual(["task.create"]);
    expect(await found("%")).toEqual([]);
    expect(await found("_")).toEqual([]);
  });

  it.each(["'; drop table audit_entry; --", "\\", "%%%", "a\u202eb", "\u{1f600}", "“quoted”", "NaN", "x".repeat(180)])(
    "takes %s for words and finds what holds it",
    async (text) => {
      const context = await newWorkspace();
      await createTask.execute(context, { title: `Before ${text} after` });
      expect(await actionsIn(context, { search: text })).toEqual(["task.create"]);
      expect(await actionsIn(context, { search: `${text} missing` })).toEqual([]);
      expect(await actionsIn(context, { action: text.slice(0, 60), agent: text.slice(0, 60) })).toEqual([]);
    },
  );

  it("finds what lies far back, also when only some of it does", async () => {
    const context = await newWorkspace();
    const { workspaceId } = context;
    const entries = 5_200;
    await inWorkspace(workspaceId, async (tx) => {
      await tx.$executeRaw`insert into audit_entry (workspace_id, sequence, at, actor_kind, actor_id, action, subject_kind,
          subject_id, data, previous_hash, hash)
        select ${workspaceId}::uuid, n, now(), 'system', 'run', 'run.note', 'run', n::text,
          jsonb_build_object('text', case when n in (3, 5, 4000) then 'kestrel' else 'sparrow' end), '', ''
        from generate_series(1, ${entries}::integer) as n`;
      await tx.$executeRaw`insert into audit_head (workspace_id, sequence) values (${workspaceId}::uuid, ${entries}::integer)`;
    });
    const first = await listAudit.execute(context, { search: "kestrel", limit: 2 });
    expect([first.items.map((entry) => entry.sequence), first.nextCursor]).toEqual([[4000, 5], "5"]);
    const second = await listAudit.execute(context, { search: "kestrel", limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ sequence: 3 }], nextCursor: null });
    const all = [];
    for (let cursor: string | null = "203"; cursor !== null; ) {
      const page = await listAudit.execute(context, { search: "sparrow", limit: 200, cursor });
      all.push(...page.items.map((entry) => entry.sequence));
      cursor = page.nextCursor;
    }
    expect(all).toEqual(Array.from({ length: 202 }, (_, at) => 202 - at).filter((at) => at !== 3 && at !== 5));
  });

  it("shows nothing of another workspace, whatever is searched or named", async () => {
    const theirs = await newBusiness();
    const proposalId = await proposeIn(theirs, "credit-note.issue", creditOf(theirs));
    await createTask.execute(theirs.operator, { title: "Theirs alone" });
    const mine = await newWorkspace();
    const nothing = { items: [], nextCursor: null };
    for (const filter of [
      {},
      { search: "theirs" },
      { search: proposalId },
      { runId: theirs.runId },
      { contactId: theirs.contactId },
      { agent: "billing" },
      { subject: { kind: "proposal", id: proposalId } },
    ])
      expect(await listAudit.execute(mine, filter)).toEqual(nothing);
    const choices = await auditChoices.execute(mine, { contactId: theirs.contactId, runId: theirs.runId });
    expect(choices).toMatchObject({ actions: [], contact: null, run: null });
  });

  it("offers what can be chosen, by name", async () => {
    const business = await newBusiness();
    await createApiKey.execute(business.operator, { name: "n8n", scopes: ["events:write"] });
    const choices = await auditChoices.execute(business.operator, { contactId: business.contactId });
    expect(choices.contact).toEqual({ value: business.contactId, label: "Ben Ito" });
    expect(choices.actions.map(({ value }) => value)).toEqual(["apiKey.create", "invoice.issue"]);
    expect(choices.actors.map(({ label }) => label)).toContain("API key n8n");
    expect(choices.agents.map(({ label }) => label)).toContain("CRM agent");
  });

  it("is open to a key that may read it, and to no other", async () => {
    const { workspaceId, clock } = await newWorkspace();
    const as = (scopes: string[]) => ({ workspaceId, clock, actor: { kind: "api_key" as const, id: newId(), scopes } });
    expect(await listAudit.execute(as(["audit:read"]), {})).toEqual({ items: [], nextCursor: null });
    await expect(listAudit.execute(as(["runs:read"]), {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
