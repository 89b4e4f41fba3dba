import { z } from "zod";
import { definitionSchema } from "#server/workflows/schema.ts";

/**
 * The language of definitions as JSON Schema (draft 2020-12), as one writes them: defaults may be left out. It tells the
 * shape; names, expressions and what they can see are told by validation.
 * @param origin where it is published, e.g. https://adjutant.example.com
 */
export function publishedSchema(origin: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(definitionSchema, { target: "draft-2020-12", io: "input" });
  return {
    $schema,
    $id: `${origin}/api/v1/schemas/workflow`,
    title: "Workflow of Adjutant",
    description: "What starts a workflow, what it does step by step, and what happens when something goes wrong.",
    ...schema,
  };
}
