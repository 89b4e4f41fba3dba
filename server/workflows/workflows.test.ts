import { describe, expect, it } from "vitest";
import { registries } from "#server/authoring/vocabulary.ts";
import { knownIntents } from "#server/models/classifier/index.ts";
import { matchWorkflows } from "./match-workflows.ts";
import { builtIns } from "./meta.ts";
import { validateDefinition } from "./validate.ts";

const vocabulary = {
  ...registries,
  workflows: builtIns.map(({ workflow, input }) => ({ workflow, input, starts: [] })),
};

describe("the built-in workflows", () => {
  it("have no id twice", () => {
    const ids = builtIns.map(({ workflow }) => workflow);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(builtIns.map((definition) => [definition.workflow, definition] as const))(
    "%s names only what there is",
    (_, definition) => {
      expect(validateDefinition(definition, vocabulary).problems).toEqual([]);
      const intents = definition.triggers.flatMap((trigger) => (trigger.on === "event" ? trigger.intents : []));
      for (const intent of intents) expect(knownIntents).toContain(intent);
    },
  );
});

describe("matching", () => {
  const candidates = builtIns.map((definition) => ({ definition }));
  const matched = (type: string, intent: string) =>
    matchWorkflows(candidates, { type, intent }).map(({ definition }) => definition.workflow);

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

  it("hands over the conditions of which one must hold, and none where one trigger has none", () => {
    const [first] = candidates;
    const trigger = { on: "event" as const, label: "paid", types: ["paid"], intents: [] };
    const conditionsOf = (...conditions: (string | undefined)[]) => {
      const triggers = conditions.map((when) => ({ ...trigger, ...(when ? { when } : {}) }));
      const definition = { ...(first?.definition ?? builtIns[0]), triggers } as (typeof builtIns)[number];
      return matchWorkflows([{ definition }], { type: "paid", intent: "" })[0]?.when;
    };
    expect(conditionsOf("payment.amountMinor > 5", "false")).toEqual(["payment.amountMinor > 5", "false"]);
    expect(conditionsOf("false", undefined)).toEqual([]);
  });
});
