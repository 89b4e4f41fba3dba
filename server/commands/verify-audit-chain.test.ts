import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { appendAudit } from "./audit.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

// who owns the database can do what the product cannot; that it shows is the point
const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

async function newTrail(entries: number) {
  const context = await newWorkspace();
  for (let index = 1; index <= entries; index += 1) {
    await inWorkspace(context.workspaceId, (tx) =>
      appendAudit(tx, context, { action: "task.create", subject: { kind: "task", id: `${index}` }, data: { index } }),
    );
  }
  return context;
}

/** Writes past the triggers, as an owner with a mind to. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  await owner.query(sql, values);
  await owner.query("commit");
}

it("finds an untouched trail whole, and an empty one", async () => {
  expect(await verifyAuditChain(await newTrail(5))).toEqual({ intact: true, entries: 5 });
  expect(await verifyAuditChain(await newWorkspace())).toEqual({ intact: true, entries: 0 });
});

it("keeps order under concurrent writers", async () => {
  const context = await newWorkspace();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      inWorkspace(context.workspaceId, (tx) =>
        appendAudit(tx, context, { action: "task.create", subject: { kind: "task", id: `${index}` } }),
      ),
    ),
  );
  expect(await verifyAuditChain(context)).toEqual({ intact: true, entries: 20 });
});

it.each([
  [
    "a changed reason",
    "update audit_entry set reason = 'other' where workspace_id = $1 and sequence = 3",
    3,
    "changed",
  ],
  [
    "changed data",
    `update audit_entry set data = '{"index": 4}' where workspace_id = $1 and sequence = 3`,
    3,
    "changed",
  ],
  [
    "a changed time",
    "update audit_entry set at = at + interval '1 second' where workspace_id = $1 and sequence = 1",
    1,
    "changed",
  ],
  ["a removed entry", "delete from audit_entry where workspace_id = $1 and sequence = 2", 2, "missing"],
  ["a removed end", "delete from audit_entry where workspace_id = $1 and sequence = 5", 5, "cut off"],
  [
    "entries moved out of the way",
    "update audit_entry set sequence = -sequence where workspace_id = $1 and sequence in (2, 3)",
    2,
    "missing",
  ],
  [
    "a swap",
    `update audit_entry a set subject_id = b.subject_id, hash = b.hash, previous_hash = b.previous_hash, data = b.data, at = b.at
     from audit_entry b where a.workspace_id = $1 and b.workspace_id = $1 and a.sequence in (2, 3) and b.sequence = 5 - a.sequence`,
    2,
    "broken link",
  ],
  ["a head that was set back", "update audit_head set hash = 'x' where workspace_id = $1", 5, "cut off"],
])("detects %s", async (_, sql, sequence, problem) => {
  const context = await newTrail(5);
  await tamper(sql, [context.workspaceId]);
  expect(await verifyAuditChain(context)).toEqual({ intact: false, sequence, problem });
});

it("cannot be rewritten by the product, nor by an owner who does not switch the triggers off", async () => {
  const context = await newTrail(2);
  for (const statement of [
    "update audit_entry set reason = 'other'",
    "delete from audit_entry",
    "truncate audit_entry",
    "update run_entry set step = 'other'",
    "truncate run_entry",
  ]) {
    await expect(inWorkspace(context.workspaceId, (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow();
  }
  for (const statement of [
    "update audit_entry set reason = 'other' where workspace_id = $1",
    "delete from audit_entry where workspace_id = $1",
  ]) {
    await expect(owner.query(statement, [context.workspaceId])).rejects.toThrow("append-only");
  }
  await expect(owner.query("truncate audit_entry")).rejects.toThrow("append-only");
  expect(await verifyAuditChain(context)).toEqual({ intact: true, entries: 2 });
});
