import { expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { auditRow } from "./audit.ts";
import { writeJournal } from "./journal.ts";
import { outboxRow } from "./outbox.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

const data = {
  'qu"ote': "back\\slash, \u00e9, \u{1f980}, tab\t",
  nested: [{ b: 1.5, a: -0.001 }, null, true],
  large: 1e15,
};

function journal(context: TestContext, count: number) {
  const runId = newId();
  return {
    audits: Array.from({ length: count }, (_, index) =>
      auditRow(context, {
        action: `test.${index}`,
        subject: { kind: "run", id: runId },
        ...(index % 2 ? { reason: 'said "no"', runId, snapshotId: newId() } : {}),
        data: index ? data : {},
      }),
    ),
    announcements: [outboxRow(context, { name: "run.cancelled", data: { workspaceId: context.workspaceId, runId } })],
  };
}

const write = (context: TestContext, count: number) =>
  inWorkspace(context.workspaceId, (tx) => writeJournal(tx, context, journal(context, count)));

const stored = (context: TestContext) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    actions: (await tx.auditEntry.findMany({ orderBy: { sequence: "asc" } })).map(({ action }) => action),
    outbox: await tx.outboxEntry.count(),
  }));

it("begins a chain and goes on with it; the hashes are those that the verification computes", async () => {
  const context = await newWorkspace();
  await write(context, 3);
  await write(context, 2);
  expect(await verifyAuditChain(context)).toEqual({ intact: true, entries: 5 });
  expect(await stored(context)).toEqual({ actions: ["test.0", "test.1", "test.2", "test.0", "test.1"], outbox: 2 });
});

it("keeps one chain when many write at once, from the first entry on", async () => {
  const context = await newWorkspace();
  await Promise.all(Array.from({ length: 12 }, () => write(context, 2)));
  expect(await verifyAuditChain(context)).toEqual({ intact: true, entries: 24 });
  expect((await stored(context)).outbox).toBe(12);
});

it("writes an outbox entry where there is nothing to audit, and nothing at all where nothing is said", async () => {
  const context = await newWorkspace();
  await write(context, 0);
  await inWorkspace(context.workspaceId, (tx) => writeJournal(tx, context, { audits: [], announcements: [] }));
  expect(await stored(context)).toEqual({ actions: [], outbox: 1 });
});
