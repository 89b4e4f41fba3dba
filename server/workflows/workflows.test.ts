import { describe, expect, it } from "vitest";
import { agents } from "#server/agents/registry.ts";
import { knownIntents } from "#server/models/classifier/index.ts";
import { matchWorkflows } from "./match-workflows.ts";
import { workflows } from "./meta.ts";

describe("the registry of workflows", () => {
  it("has no id twice", () => {
    const ids = workflows.map((workflow) => workflow.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(workflows.map((workflow) => [workflow.id, workflow] as const))("%s is well formed", (id, workflow) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(workflow.version).toBeGreaterThan(0);
    expect(workflow.trigger.types.length).toBeGreaterThan(0);
    const steps = workflow.steps.map((step) => step.id);
    expect(new Set(steps).size).toBe(steps.length);
    const names = agents.map((agent) => agent.name);
    for (const step of workflow.steps) if (step.kind === "agent") expect(names).toContain(step.agent);
    for (const intent of workflow.trigger.intents) expect(knownIntents).toContain(intent);
  });
});

describe("matching", () => {
  const matched = (type: string, intent: string) => matchWorkflows(workflows, { type, intent }).map(({ id }) => id);

  it("takes type and intent together", () => {
    expect(matched("message.received", "new_enquiry")).toEqual(["new-enquiry"]);
    expect(matched("message.received", "refund_request")).toEqual(["refund-request"]);
    expect(matched("message.received", "newsletter")).toEqual([]);
    expect(matched("invoice.paid", "new_enquiry")).toEqual([]);
  });

  it("ignores the intent where the trigger names none", () => {
    expect(matched("payment.failed", "")).toEqual(["failed-payment"]);
    expect(matched("payment.failed", "anything")).toEqual(["failed-payment"]);
  });
});
