import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { definitionSchema } from "#server/workflows/schema.ts";
import { validateDefinition } from "#server/workflows/validate.ts";
import { publishedSchema } from "./published-schema.ts";
import { vocabularyWithin } from "./vocabulary.ts";

const schema = publishedSchema("https://adjutant.example.com");
const text = JSON.stringify(schema);

test("it names itself, its draft and every kind of step, with words for the fields", () => {
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://adjutant.example.com/api/v1/schemas/workflow",
    required: ["workflow", "name", "purpose", "triggers", "steps", "summary"],
    additionalProperties: false,
  });
  for (const kind of ["agent", "action", "wait-for", "for-each", "parallel", "sub-workflow", "take-back"])
    expect(text).toContain(`"const":"${kind}"`);
  expect(text).toContain("Before the second try");
  expect(Object.keys(schema.$defs as object)).toEqual(
    expect.arrayContaining(["Name", "Expression", "Duration", "Steps"]),
  );
});

test("read back from JSON Schema, it accepts the built-ins and refuses what the language does not have", () => {
  const readBack = z.fromJSONSchema(JSON.parse(text));
  for (const definition of builtIns) expect(readBack.safeParse(definition).error?.issues).toBeUndefined();
  expect(readBack.safeParse({ ...builtIns[0], colour: "red" }).success).toBe(false);
  expect(definitionSchema.safeParse({ ...builtIns[0], colour: "red" }).success).toBe(false);
});

test("the examples of the manual are valid", async () => {
  const manual = readFileSync("docs/workflows.md", "utf8");
  const examples = [...manual.matchAll(/^```json\n([\s\S]*?)^```/gm)].map((match) => JSON.parse(match[1] ?? ""));
  expect(examples.length).toBeGreaterThanOrEqual(2);
  const context = await newWorkspace();
  const vocabulary = await inWorkspace(context.workspaceId, (tx) => vocabularyWithin({ tx, context }));
  for (const example of examples) expect(validateDefinition(example, vocabulary).problems).toEqual([]);
});

test("the built-ins are valid with everything that they name", async () => {
  const context = await newWorkspace();
  const vocabulary = await inWorkspace(context.workspaceId, (tx) => vocabularyWithin({ tx, context }));
  for (const definition of builtIns) expect(validateDefinition(definition, vocabulary).problems).toEqual([]);
});
