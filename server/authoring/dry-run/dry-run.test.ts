import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inWorkspace } from "#server/db/transaction.ts";
import { listWorkflows } from "#server/domains/workflow/index.ts";
import { newBusiness, type TestBusiness } from "#server/effects/test-business.ts";
import { newId } from "#server/kernel/ids.ts";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import type { DryRun } from "../schema.ts";
import { dryRun } from "./dry-run.ts";

/** A mail of the business's contact, as intake left it. @returns the event's id */
async function mailIn(business: TestBusiness, words: { subject: string; body: string; intent: string }) {
  const { operator, contactId, invoiceId, clock } = business;
  const { workspaceId } = operator;
  const eventId = newId();
  const { subject, body, intent } = words;
  await inWorkspace(workspaceId, async (tx) => {
    const facts = { source: "sample", externalId: eventId, type: "message.received", kind: "mail" };
    const intake = { intent, confidence: 0.9, method: "rule", alternatives: [], entities: [], records: { invoiceId } };
    await tx.event.create({
      data: {
        ...{ ...facts, id: eventId, workspaceId, contactId, intake, status: "normalised" },
        ...{ contentType: "message/rfc822", raw: Buffer.from(body), receivedAt: clock.now() },
      },
    });
    const addresses = { fromAddress: `ben-${contactId}@example.com`, toAddress: "hello@harbourlane.test" };
    await tx.message.create({
      data: {
        ...{ id: newId(), workspaceId, eventId, contactId, subject, body, text: body, ...addresses },
        ...{ direction: "in", channel: "mail", at: clock.now(), threadKey: eventId },
      },
    });
    await tx.invoice.update({ where: { id: invoiceId }, data: { paidMinor: 119_000, status: "paid" } });
  });
  return eventId;
}

const refund = { subject: "Refund", body: "Please refund €100.00 of my invoice.", intent: "refund_request" };

const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

/** Number and content of the rows that a workspace has in every table. */
async function rowsOf(workspaceId: string): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
     where table_schema in ('public', 'runner') and column_name = 'workspace_id' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: counted } = await owner.query<{ told: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) as told from ${name} t where workspace_id::text = $1`,
      [workspaceId],
    );
    found[name] = counted[0]?.told ?? "";
  }
  return found;
}

const statusOf = (run: DryRun, path: string) => run.steps.find((step) => step.path === path)?.status;

async function ready() {
  const business = await newBusiness();
  await listWorkflows.execute(business.operator, {});
  const eventId = await mailIn(business, refund);
  return { business, eventId, operator: business.operator };
}

describe("a dry run", () => {
  it("shows every proposal and effect of a built-in on a past event, and changes no row of any table", async () => {
    const { operator, eventId } = await ready();
    const before = await rowsOf(operator.workspaceId);
    expect(Object.keys(before).length).toBeGreaterThan(30);
    expect(before["public.proposal"]).toBe("0 0");
    expect(before["public.event"]).toMatch(/^1 /);
    const run = await dryRun.execute(operator, { workflow: "refund-request", version: 1, eventId });
    expect(await rowsOf(operator.workspaceId)).toEqual(before);
    expect(run.ending).toMatchObject({ status: "succeeded", path: null });
    expect(run.ending.summary).toContain("Credited €100.00");
    expect(run.proposals.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["credit-note.issue", "executed"],
      ["mail.send", "executed"],
    ]);
    const [credit, mail] = run.proposals;
    expect(credit).toMatchObject({
      agent: "billing",
      path: "assess-refund",
      taint: "outside",
      policy: { verdict: "ask" },
      stake: { amountMinor: 10_000, currency: "EUR" },
    });
    expect(credit?.preview).toMatchObject({ kind: "money" });
    expect(mail?.preview).toMatchObject({ kind: "mail", to: expect.stringContaining("@example.com") });
    expect(statusOf(run, "issue-credit")).toBe("done");
    expect(run.steps.find(({ path }) => path === "remember")?.remark).toContain("Was credited €100.00");
  });

  it("takes the other way where the operator would reject", async () => {
    const { operator, eventId } = await ready();
    const choices = { each: { "issue-credit": "reject" } };
    const run = await dryRun.execute(operator, { workflow: "refund-request", version: 1, eventId, choices });
    expect(run.ending.summary).toBe("No credit: it was rejected");
    expect(run.proposals.map(({ outcome }) => outcome)).toEqual(["rejected", "withdrawn"]);
  });

  it("passes waits at once, either way, loops and asks with the answer that was chosen", async () => {
    const { operator, eventId } = await ready();
    const definition: DefinitionInput = {
      workflow: "refund-request",
      name: "Trial",
      purpose: "Goes through every kind of waiting.",
      triggers: [{ on: "manual", label: "by hand" }],
      steps: [
        { id: "pause", title: "Pause", kind: "wait", for: "3d" },
        {
          id: "await",
          title: "Await",
          kind: "wait-for",
          event: "invoice.settled",
          about: "invoice:{{invoice.id}}",
          timeout: "7d",
          onEvent: [{ id: "thanks", title: "Thanks", kind: "notify", text: "Paid" }],
          onTimeout: [{ id: "still-open", title: "Still open", kind: "notify", text: "Not paid" }],
        },
        {
          id: "ask",
          title: "Ask",
          kind: "ask",
          question: "What now?",
          options: [
            { id: "wait-on", label: "Wait", description: "Waits" },
            { id: "call", label: "Call", description: "Calls" },
          ],
        },
        {
          id: "each",
          title: "Each",
          kind: "for-each",
          items: ["one", "two"],
          most: 2,
          steps: [
            {
              id: "make-task",
              title: "Make a task",
              kind: "action",
              action: "task.create",
              input: { title: "{{item}} after {{steps.ask.option}}" },
            },
          ],
        },
      ],
      summary: "{{steps['each'].count}} tasks, arrived {{steps.await.arrived}}",
    };
    const choices = { waits: "times-out", options: { ask: "call" } };
    const run = await dryRun.execute(operator, { workflow: "refund-request", definition, eventId, choices });
    expect(run.ending).toEqual({ status: "succeeded", summary: "2 tasks, arrived false", path: null });
    expect(run.steps.map(({ path }) => path)).toEqual([
      "pause",
      "await",
      "still-open",
      "ask",
      "each[0]/make-task",
      "each[1]/make-task",
      "each",
    ]);
    expect(run.proposals.map(({ title }) => title)).toEqual([
      "Add the task “one after call”",
      "Add the task “two after call”",
    ]);
    const paid = await dryRun.execute(operator, { workflow: "refund-request", definition, eventId });
    expect(statusOf(paid, "thanks")).toBe("done");
    expect(statusOf(paid, "still-open")).toBeUndefined();
  });

  it("is begun without an event by the input that a start would give, and changes no row either", async () => {
    const { operator, business } = await ready();
    const definition: DefinitionInput = {
      workflow: "refund-request",
      name: "Started",
      purpose: "Is started with an input.",
      triggers: [
        { on: "schedule", label: "on a schedule" },
        { on: "api", label: "through the API" },
      ],
      input: [
        { name: "customer", label: "Customer", type: "contact" },
        { name: "note", label: "Note", type: "text", required: false },
      ],
      steps: [{ id: "tell", title: "Tell", kind: "notify", text: "{{contact.name}}: {{event.kind}}, {{event.taint}}" }],
      summary: "{{input.note == null ? 'no note' : input.note}}",
    };
    const before = await rowsOf(operator.workspaceId);
    const given = { workflow: "refund-request", definition, input: { customer: business.contactId } };
    const run = await dryRun.execute(operator, given);
    expect(run.ending).toEqual({ status: "succeeded", summary: "no note", path: null });
    expect(run.steps[0]?.remark).toBe("Would tell you: Ben Ito: schedule, operator");
    const api = await dryRun.execute(operator, { ...given, from: "api", input: { ...given.input, note: "Soon" } });
    expect(api.ending.summary).toBe("Soon");
    expect(api.steps[0]?.remark).toBe("Would tell you: Ben Ito: api, outside");
    expect(await rowsOf(operator.workspaceId)).toEqual(before);
    const refused = (more: object) => expect(dryRun.execute(operator, { ...given, ...more })).rejects;
    await refused({ input: { other: 1 } }).toMatchObject({
      code: "invalid",
      message: "other: is not asked for; customer: is missing",
    });
    await refused({ from: "manual" }).toMatchObject({ code: "invalid" });
    await expect(dryRun.execute(operator, { workflow: "new-enquiry", version: 1 })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("tells where a run would fail, and why", async () => {
    const { operator, eventId } = await ready();
    const definition: DefinitionInput = {
      workflow: "refund-request",
      name: "Fails",
      purpose: "Fails.",
      triggers: [{ on: "manual", label: "by hand" }],
      steps: [
        {
          id: "look",
          title: "Look",
          kind: "read",
          read: "invoice",
          input: { invoiceId: newId() },
          onFailure: "continue",
        },
        { id: "check", title: "Check", kind: "check", that: "payment != null", otherwise: "There is no payment" },
      ],
      summary: "Never",
    };
    const run = await dryRun.execute(operator, { workflow: "refund-request", definition, eventId });
    expect(run.ending).toEqual({ status: "failed", summary: "There is no payment", path: "check" });
    expect(run.steps).toMatchObject([
      { path: "look", status: "failed", error: "There is no such invoice" },
      { path: "check", status: "failed", error: "There is no payment" },
    ]);
  });

  it("is refused for an invalid definition, another workspace's event and a caller without the scope", async () => {
    const { operator, eventId } = await ready();
    const stranger = (await newBusiness()).operator;
    const definition = { workflow: "refund-request" };
    await expect(dryRun.execute(operator, { workflow: "refund-request", definition, eventId })).rejects.toMatchObject({
      code: "precondition",
    });
    await expect(dryRun.execute(operator, { workflow: "refund-request", eventId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(dryRun.execute(stranger, { workflow: "refund-request", version: 1, eventId })).rejects.toMatchObject({
      code: "not_found",
    });
    const key = { ...operator, actor: { kind: "api_key" as const, id: newId(), scopes: ["events:read"] } };
    await expect(dryRun.execute(key, { workflow: "refund-request", version: 1, eventId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
