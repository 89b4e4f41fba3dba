import { expect, it } from "vitest";
import { appendAudit } from "#server/commands/audit.ts";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import { listWorkflows } from "#server/domains/workflow/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { getOutcome } from "./index.ts";

it("claims nothing before anything happened", async () => {
  expect(await getOutcome.execute(await newWorkspace(), undefined)).toEqual({
    runs: { finished: 0, failed: 0, medianSeconds: null },
    proposals: { approved: 0, edited: 0, rejected: 0 },
    effects: { executed: 0, unknown: 0 },
    perWorkflow: [],
  });
});

it("counts runs and decisions from their rows, an undone approval not", async () => {
  const context = await newWorkspace();
  const { workspaceId } = context;
  await listWorkflows.execute(context, undefined);
  const createdAt = new Date("2026-03-01T10:00:00Z");
  const runs: [string, string, number | null][] = [
    ["new-enquiry", "succeeded", 10],
    ["new-enquiry", "succeeded", 30],
    ["new-enquiry", "waiting", null],
    ["refund-request", "succeeded", 100],
    ["refund-request", "failed", 5_000],
  ];
  await inWorkspace(workspaceId, async (tx) => {
    for (const [workflow, status, seconds] of runs) {
      const finishedAt = seconds === null ? null : new Date(createdAt.getTime() + seconds * 1000);
      await tx.run.create({
        data: {
          id: newId(),
          workspaceId,
          workflow,
          workflowVersion: 1,
          eventId: newId(),
          title: "Run",
          status,
          createdAt,
          finishedAt,
        },
      });
    }
    for (const [decision, undoneAt] of [
      ["approve", null],
      ["approve", createdAt],
      ["reject", null],
    ] as const) {
      await tx.approval.create({
        data: {
          id: newId(),
          workspaceId,
          proposalId: newId(),
          decision,
          inputHash: "",
          decidedBy: "",
          decidedAt: createdAt,
          undoneAt,
        },
      });
    }
    for (const status of ["succeeded", "compensated", "unknown", "failed"]) {
      const id = newId();
      await tx.effect.create({
        data: {
          id,
          workspaceId,
          proposalId: id,
          runId: id,
          action: "mail.send",
          input: {},
          inputHash: "",
          idempotencyKey: id,
          status,
          intendedAt: createdAt,
        },
      });
    }
  });
  expect(await getOutcome.execute(context, undefined)).toEqual({
    runs: { finished: 3, failed: 1, medianSeconds: 30 },
    proposals: { approved: 1, edited: 0, rejected: 1 },
    effects: { executed: 2, unknown: 1 },
    perWorkflow: [
      { workflow: "new-enquiry", name: "New enquiry", runs: 3, medianSeconds: 20 },
      { workflow: "refund-request", name: "Refund request", runs: 2, medianSeconds: 100 },
    ],
  });
});

it("counts as edited what the operator replaced, not what was refreshed because a record had changed", async () => {
  const context = await newWorkspace();
  const { workspaceId } = context;
  const newProposal = async (tx: Transaction, action: string) => {
    const id = newId();
    const words = {
      step: "",
      agent: "",
      action: "",
      inputHash: "",
      title: "",
      reason: "",
      method: "",
      risk: "",
      taint: "outside",
    };
    const rest = { input: {}, preview: {}, evidence: [], confidence: 1, policy: {}, expiresAt: new Date() };
    await tx.proposal.create({ data: { id, workspaceId, runId: newId(), status: "replaced", ...words, ...rest } });
    await appendAudit(tx, context, { action, subject: { kind: "proposal", id }, data: { decision: "replace" } });
  };
  await inWorkspace(workspaceId, async (tx) => {
    await newProposal(tx, "proposal.edit");
    await newProposal(tx, "proposal.approve");
  });
  expect((await getOutcome.execute(context, undefined)).proposals.edited).toBe(1);
});
