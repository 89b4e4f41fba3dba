import { describe, expect, it } from "vitest";
import { type DefinitionInput, definitionSchema } from "./schema.ts";
import { stepsBefore } from "./steps-before.ts";

const note = (id: string) => ({ id, title: id, kind: "notify" as const, text: id });
const definition = definitionSchema.parse({
  workflow: "chase",
  name: "Chase",
  purpose: "Chases",
  triggers: [{ on: "manual", label: "by hand" }],
  summary: "Chased",
  steps: [
    note("look"),
    {
      id: "late",
      title: "late",
      kind: "condition",
      if: "true",
      yes: [note("warn"), note("scold")],
      no: [note("thank")],
    },
    {
      id: "each",
      title: "each",
      kind: "for-each",
      items: "=[1]",
      most: 20,
      steps: [
        note("remind"),
        { id: "each-line", title: "each line", kind: "for-each", items: "=[1]", most: 20, steps: [note("count")] },
        note("sum"),
      ],
    },
    {
      id: "both",
      title: "both",
      kind: "parallel",
      branches: [
        { id: "fast", title: "fast", steps: [note("greet")] },
        { id: "slow", title: "slow", steps: [note("research"), note("report")] },
      ],
    },
    note("close"),
  ],
} satisfies DefinitionInput);

const every = [
  "look",
  "late",
  "warn",
  "scold",
  "thank",
  "each[0]/remind",
  "each[0]/each-line[0]/count",
  "each[0]/each-line[2]/count",
  "each[0]/each-line",
  "each[0]/sum",
  "each[10]/remind",
  "each",
  "both",
  "greet",
  "research",
  "report",
  "close",
];

describe("what comes before a step", () => {
  it.each<[string, string[]]>([
    ["look", []],
    ["late", ["look"]],
    ["warn", ["look"]],
    ["scold", ["look", "warn"]],
    ["thank", ["look", "warn", "scold"]],
    ["each", ["look", "late", "warn", "scold", "thank"]],
    ["each[0]/remind", ["look", "late", "warn", "scold", "thank"]],
    [
      "each[0]/each-line[2]/count",
      ["look", "late", "warn", "scold", "thank", "each[0]/remind", "each[0]/each-line[0]/count"],
    ],
    ["each[10]/remind", every.slice(0, every.indexOf("each[10]/remind"))],
    ["report", every.filter((path) => !["both", "report", "close"].includes(path))],
    ["close", every.filter((path) => path !== "close")],
  ])("%s", (from, before) => {
    const isBefore = stepsBefore(definition, from);
    expect(every.filter((path) => isBefore?.(path))).toEqual(before);
  });

  it("counts items as numbers, not as texts", () => {
    expect(stepsBefore(definition, "each[10]/remind")?.("each[9]/sum")).toBe(true);
    expect(stepsBefore(definition, "each[9]/remind")?.("each[10]/sum")).toBe(false);
  });

  it("knows nothing of steps that the definition has not", () => {
    expect(stepsBefore(definition, "gone")).toBeNull();
    expect(stepsBefore(definition, "each[x]/remind")).toBeNull();
    expect(stepsBefore(definition, "close")?.("gone")).toBe(false);
  });
});
