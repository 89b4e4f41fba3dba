import { describe, expect, it } from "vitest";
import { z } from "zod";
import { actions, findAction } from "./registry.ts";

// a refinement keeps the object's shape
const shapeOf = (schema: unknown) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

describe("the registry of actions", () => {
  it("gives every action a name of its own", () => {
    expect(new Set(actions.map((action) => action.name)).size).toBe(actions.length);
    for (const action of actions) expect(findAction(action.name)).toBe(action);
    expect(findAction("constructor")).toBeUndefined();
  });
});

describe.each(actions.map((action) => [action.name, action] as const))("the contract of %s", (_, action) => {
  it("is named <noun>.<verb> and says what it does", () => {
    expect(action.name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+$/);
    expect(action.description).toMatch(/^[A-Z].+\.$/);
    expect(action.title).toBeTypeOf("function");
    expect(action.stake).toBeTypeOf("function");
    expect(action.preview).toBeTypeOf("function");
    expect(action.targets).toBeTypeOf("function");
  });

  it("lets the operator change only fields that its input has", () => {
    const fields = shapeOf(action.input);
    expect(fields.length).toBeGreaterThan(0);
    for (const field of action.editable) expect(fields).toContain(field.name);
    const names = action.editable.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    if (action.editable.some((field) => field.kind === "money")) expect(fields).toContain("currency");
  });

  it("refuses an input with a field that it does not name", () => {
    const result = action.input.safeParse({ workspaceId: "other", approved: true });
    expect(JSON.stringify(result.error?.issues)).toContain("unrecognized_keys");
  });

  it("keeps its delivery honest", () => {
    if (action.where === "own") expect(action.delivery).toBe("idempotent");
    else if (action.delivery === "queryable") expect(action.find).toBeTypeOf("function");
    if (action.risk === "external") expect(action.where).toBe("outside");
    // whom it reaches decides whether it may run by itself
    if (action.risk === "external") expect(action.recipients).toBeTypeOf("function");
  });

  it("has the way back that it declares", () => {
    if (action.reversible.kind !== "by") return expect(action.reverse).toBeUndefined();
    expect(findAction(action.reversible.action)).toBeDefined();
    expect(action.reverse).toBeTypeOf("function");
  });
});
