import { z } from "zod";
import { expressionsOf, fillTemplate } from "../expressions/index.ts";
import { fieldOf, within } from "./problem.ts";

type Wrong = { at: string; message: string };

/** Whether a template is the same whatever the run knows. */
function isFixed(template: unknown): boolean {
  try {
    return expressionsOf(template).length === 0;
  } catch {
    return false;
  }
}

/** The object inside optional, nullable and defaulted wrappings. */
function objectIn(schema: unknown): z.ZodObject | null {
  let inner = schema;
  for (let depth = 0; depth < 8; depth += 1) {
    if (inner instanceof z.ZodObject) return inner;
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
      inner = inner.unwrap();
    else return null;
  }
  return null;
}

const isRequired = (schema: z.ZodType) => !schema.safeParse(undefined).success;
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function wrongIn(schema: z.ZodType, template: unknown, at: string): Wrong[] {
  if (isFixed(template)) {
    const parsed = schema.safeParse(fillTemplate(template, {}));
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => ({ at: within(at, fieldOf(issue.path)), message: issue.message }));
  }
  const object = objectIn(schema);
  return object && isFields(template) ? wrongFields(object, template, at) : [];
}

function wrongFields(schema: z.ZodObject, template: Record<string, unknown>, at: string): Wrong[] {
  const { shape } = schema;
  const unknown = Object.keys(template)
    .filter((key) => !(key in shape))
    .map((key) => ({
      at: within(at, key),
      message: `there is no such field; there are ${Object.keys(shape).join(", ")}`,
    }));
  const missing = Object.entries(shape)
    .filter(([key, field]) => !(key in template) && field instanceof z.ZodType && isRequired(field))
    .map(([key]) => ({ at: within(at, key), message: "is missing" }));
  const inner = Object.entries(template).flatMap(([key, part]) => {
    const field = shape[key];
    return field instanceof z.ZodType ? wrongIn(field, part, within(at, key)) : [];
  });
  return [...unknown, ...missing, ...inner];
}

/** Fields of an input that its receiver does not have, that are missing, or whose fixed value does not fit. */
export function inputProblems(schema: z.ZodType, template: Record<string, unknown>, at: string): Wrong[] {
  const object = objectIn(schema);
  return object ? wrongFields(object, template, at) : wrongIn(schema, template, at);
}
