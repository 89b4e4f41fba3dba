import { expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { getToday } from "./index.ts";
import { todaySchema } from "./schema.ts";

const now = "2026-03-10T02:30:00Z";

async function newEvent(workspaceId: string, receivedAt: string) {
  const id = newId();
  await inWorkspace(workspaceId, (tx) =>
    tx.event.create({
      data: {
        id,
        workspaceId,
        source: "api",
        externalId: id,
        type: "message.received",
        kind: "api",
        contentType: "text/plain",
        raw: Buffer.from("hello"),
        receivedAt: new Date(receivedAt),
      },
    }),
  );
  return id;
}

it("welcomes an empty workspace", async () => {
  const context = await newWorkspace({ name: "Harbour Lane", clock: testClock(now) });
  const today = todaySchema.parse(await getToday.execute(context, undefined));
  expect(today).toMatchObject({
    workspaceName: "Harbour Lane",
    empty: true,
    waitingCount: 0,
    doneCount: 0,
    atRisk: [],
  });
  expect(today.activity).toHaveLength(7);
  expect(today.activity.at(-1)).toEqual({ day: "2026-03-10", events: 0, effects: 0 });
});

it("counts activity by the days of the workspace's own zone", async () => {
  const context = await newWorkspace({ clock: testClock(now) });
  const { workspaceId } = context;
  await inWorkspace(workspaceId, (tx) =>
    tx.workspace.update({ where: { id: workspaceId }, data: { timeZone: "America/New_York" } }),
  );
  // in New York it is still the 9th, and the clocks went forward on the 8th
  await newEvent(workspaceId, "2026-03-10T02:00:00Z");
  await newEvent(workspaceId, "2026-03-09T04:30:00Z");
  await newEvent(workspaceId, "2026-03-09T03:30:00Z");
  await newEvent(workspaceId, "2026-03-03T04:30:00Z");
  const { activity, empty } = await getToday.execute(context, undefined);
  expect(empty).toBe(false);
  expect(activity.map(({ day, events }) => [day, events])).toEqual([
    ["2026-03-03", 0],
    ["2026-03-04", 0],
    ["2026-03-05", 0],
    ["2026-03-06", 0],
    ["2026-03-07", 0],
    ["2026-03-08", 1],
    ["2026-03-09", 2],
  ]);
});

it("lists what waits, what is to be reviewed and what was done, with its figures", async () => {
  const context = await newWorkspace({ clock: testClock(now) });
  const { workspaceId } = context;
  const [contactId, runId] = [newId(), newId()];
  const hour = (hours: number) => new Date(new Date(now).getTime() + hours * 3600_000);
  const proposal = (id: string, over: { status: string; expiresAt: Date; title: string }) => ({
    ...over,
    id,
    workspaceId,
    runId,
    contactId,
    step: "draft",
    agent: "crm",
    action: "mail.send",
    input: {},
    inputHash: "",
    preview: {},
    reason: "",
    evidence: [],
    confidence: 1,
    method: "rule",
    risk: "external",
    taint: "outside",
    policy: {},
    stakeMinor: 12_500,
    stakeCurrency: "EUR",
    createdAt: hour(-2),
  });
  const [waiting, expired, executed, escalation] = [newId(), newId(), newId(), newId()];
  await inWorkspace(workspaceId, async (tx) => {
    await tx.contact.create({ data: { id: contactId, workspaceId, name: "Bea Lindqvist" } });
    await tx.proposal.create({ data: proposal(waiting, { status: "pending", title: "Reply", expiresAt: hour(5) }) });
    await tx.proposal.create({ data: proposal(expired, { status: "pending", title: "Late", expiresAt: hour(-1) }) });
    await tx.proposal.create({ data: proposal(executed, { status: "executed", title: "Sent", expiresAt: hour(5) }) });
    for (const [index, finishedAt] of [hour(-1), hour(-30)].entries()) {
      const proposalId = index === 0 ? executed : newId();
      await tx.effect.create({
        data: {
          id: proposalId,
          workspaceId,
          proposalId,
          runId,
          action: "mail.send",
          input: {},
          inputHash: "",
          idempotencyKey: proposalId,
          status: "succeeded",
          intendedAt: finishedAt,
          finishedAt,
        },
      });
    }
    await tx.escalation.create({
      data: { id: escalation, workspaceId, title: "Look", happened: "", done: "", options: [], createdAt: hour(-3) },
    });
  });
  const today = todaySchema.parse(await getToday.execute(context, undefined));
  expect(today).toMatchObject({
    waitingCount: 1,
    waiting: [
      {
        id: waiting,
        title: "Reply",
        contact: "Bea Lindqvist",
        stake: { amountMinor: 12_500, currency: "EUR" },
        expiresAt: hour(5),
      },
    ],
    reviewTasks: [{ id: escalation, title: "Look", createdAt: hour(-3) }],
    doneCount: 1,
    done: [{ id: executed, title: "Sent", runId, at: hour(-1) }],
  });
});

it("names what is at risk, with the money that is open", async () => {
  const context = await newWorkspace({ clock: testClock(now) });
  const { workspaceId } = context;
  const [contactId, invoiceId, taskId, runId, connectionId] = [newId(), newId(), newId(), newId(), newId()];
  await inWorkspace(workspaceId, async (tx) => {
    await tx.contact.create({ data: { id: contactId, workspaceId, name: "Bea Lindqvist" } });
    const amounts = { currency: "EUR", netMinor: 100_000, taxMinor: 0, totalMinor: 100_000 };
    await tx.invoice.create({
      data: {
        ...amounts,
        id: invoiceId,
        workspaceId,
        contactId,
        number: "2026-007",
        status: "open",
        paidMinor: 25_000,
        dueAt: new Date("2026-03-01T00:00:00Z"),
      },
    });
    await tx.invoice.create({
      data: { ...amounts, id: newId(), workspaceId, contactId, status: "paid", dueAt: new Date(0) },
    });
    await tx.task.create({
      data: { id: taskId, workspaceId, title: "Call back", dueAt: new Date("2026-03-08T12:00:00Z") },
    });
    await tx.task.create({
      data: { id: newId(), workspaceId, title: "Later", dueAt: new Date("2026-04-01T00:00:00Z") },
    });
    await tx.run.create({
      data: {
        id: runId,
        workspaceId,
        workflow: "new-enquiry",
        workflowVersion: 1,
        eventId: newId(),
        title: "Enquiry",
        status: "failed",
        error: { message: "The mail server refused" },
        finishedAt: new Date("2026-03-09T00:00:00Z"),
      },
    });
    await tx.connection.create({
      data: {
        id: connectionId,
        workspaceId,
        connector: "stripe",
        name: "Stripe",
        endpoint: newId(),
        lastError: "Bad signature",
      },
    });
  });
  const { atRisk } = await getToday.execute(context, undefined);
  expect(atRisk).toEqual([
    { kind: "run", id: runId, title: "Enquiry", detail: "The mail server refused" },
    { kind: "invoice", id: invoiceId, title: "2026-007 · Bea Lindqvist", detail: "€750.00 open since March 1" },
    { kind: "task", id: taskId, title: "Call back", detail: "Due since March 8" },
    { kind: "connection", id: connectionId, title: "Stripe", detail: "Bad signature" },
  ]);
});
