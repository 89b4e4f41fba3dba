import { afterAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { approveProposal } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { clock, close, hold, until } from "../test-background.ts";
import { cardOf, effectsOf, newBusiness, receiveMail, waiting } from "../test-business.ts";
import { sweepAll } from "./sweep.ts";

afterAll(close);

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A new website",
  body: "We are looking for somebody who can build us a new website. What would it cost?",
};

describe("the sweep", () => {
  it("wakes whoever missed an approval", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const task = cardOf(await waiting(context, 2), "task.create");
    hold("proposal.decided");
    await approveProposal.execute(context, { proposalId: task.id, inputHash: task.inputHash });
    clock.advance(61_000);
    expect((await effectsOf(context)).tasks).toEqual([]);
    await sweepAll();
    await until("the task is there", async () => (await effectsOf(context)).tasks.length === 1);
    hold(undefined);
  });

  it("expires what nobody looks after", async () => {
    const context = await newBusiness();
    const { workspaceId } = context;
    const at = clock.now();
    const proposal = {
      id: newId(),
      workspaceId,
      runId: newId(),
      step: "s",
      agent: "crm",
      action: "task.create",
      input: {},
      inputHash: "0",
      preview: {},
      title: "Left behind",
      reason: "",
      evidence: [],
      confidence: 0.5,
      method: "rule",
      risk: "internal",
      taint: "outside",
      policy: {},
      createdAt: at,
      expiresAt: new Date(at.getTime() - 120_000),
    };
    await inWorkspace(workspaceId, (tx) => tx.proposal.create({ data: proposal }));
    expect(await sweepAll()).toMatchObject({ failed: 0 });
    const row = await inWorkspace(workspaceId, (tx) => tx.proposal.findUniqueOrThrow({ where: { id: proposal.id } }));
    expect(row.status).toBe("expired");
  });
});
