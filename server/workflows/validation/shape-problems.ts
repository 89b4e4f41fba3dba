import type { z } from "zod";
import { definitionSchema } from "../schema.ts";
import { fieldOf, type Problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** The id of the innermost step that a path leads through, as the author wrote it. */
function stepAt(raw: unknown, path: readonly PropertyKey[]): string | null {
  let value: unknown = raw;
  let step: string | null = null;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return step;
    const inner: unknown = Reflect.get(value, part);
    if (typeof inner === "object" && inner !== null && "kind" in inner && "id" in inner && typeof inner.id === "string")
      step = inner.id;
    value = inner;
  }
  return step;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const list = (values: readonly unknown[]) => values.map(String).join(", ");

function sizeWords(origin: string, amount: unknown, bound: "most" | "least"): string {
  const unit: Readonly<Record<string, string>> = { string: " characters", array: " entries" };
  return `must be at ${bound} ${amount}${unit[origin] ?? ""}`;
}

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case "unrecognized_keys":
      return `has no field ${list(issue.keys)}`;
    case "invalid_value":
      return issue.input === undefined ? "is missing" : `must be one of ${list(issue.values)}`;
    case "too_big":
      return sizeWords(issue.origin, issue.maximum, "most");
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "must not be empty"
        : sizeWords(issue.origin, issue.minimum, "least");
    case "invalid_union":
      return unionWords(issue);
    default:
      return issue.message;
  }
}

function unionWords(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  if (options.length > 0) return issue.input === undefined ? "is missing" : `must be one of ${list(options)}`;
  if (issue.input === undefined) return "is missing";
  const reasons = issue.errors.flatMap((branch) => branch.slice(0, 1).map(wordsFor));
  return [...new Set(reasons)].join(", or ") || issue.message;
}

/** What does not have the language's shape, each with its place. */
export function shapeProblems(raw: unknown): Problem[] {
  const parsed = definitionSchema.safeParse(raw, { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    step: stepAt(raw, issue.path),
    field: fieldOf(issue.path),
    message: wordsFor(issue),
  }));
}
