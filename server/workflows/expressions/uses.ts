import type { ASTNode } from "@marcbachmann/cel-js";
import { variableNames } from "./environment.ts";
import { partsOf } from "./meter.ts";

const known: readonly string[] = variableNames;

/** Macros of CEL that name a variable of their own as first argument. */
const binding: readonly string[] = ["all", "exists", "exists_one", "map", "filter", "bind"];

/** The field of one of our variables that a node looks at, where it is written out. */
function fieldIn(variable: string, node: ASTNode): string | null {
  if (node.op !== "." && node.op !== ".?" && node.op !== "[]" && node.op !== "[?]") return null;
  const [left, right] = node.args;
  if (left.op !== "id" || left.args !== variable) return null;
  if (typeof right === "string") return right;
  return right.op === "value" && typeof right.args === "string" ? right.args : null;
}

function boundBy(node: ASTNode): string | null {
  if (node.op !== "rcall" || !binding.includes(node.args[0])) return null;
  const first = node.args[2][0];
  return first?.op === "id" ? first.args : null;
}

/** What an expression looks at. */
export type Uses = {
  /** of our variables, those that it looks at */
  variables: readonly string[];
  /** the steps whose output it looks at */
  steps: readonly string[];
  /** the fields of the run's input that it looks at */
  inputFields: readonly string[];
  /** it looks at steps in a way that cannot be told before it runs, e.g. steps[input.name] */
  anyStep: boolean;
};

/** Which variables and which steps' outputs a parsed expression looks at. */
export function usesOf(ast: ASTNode): Uses {
  const variables = new Set<string>();
  const steps = new Set<string>();
  const inputFields = new Set<string>();
  let anyStep = false;
  const visit = (node: ASTNode, own: ReadonlySet<string>) => {
    const field = own.has("input") ? null : fieldIn("input", node);
    if (field !== null) inputFields.add(field);
    const step = own.has("steps") ? null : fieldIn("steps", node);
    if (step !== null) {
      variables.add("steps");
      steps.add(step);
      return;
    }
    if (node.op === "id" && !own.has(node.args)) {
      if (known.includes(node.args)) variables.add(node.args);
      if (node.args === "steps") anyStep = true;
    }
    const bound = boundBy(node);
    const inner = bound === null ? own : new Set([...own, bound]);
    // what is gone through is outside the macro's own variable
    for (const part of partsOf(node)) visit(part, node.op === "rcall" && part === node.args[1] ? own : inner);
  };
  visit(ast, new Set());
  return { variables: [...variables], steps: [...steps], inputFields: [...inputFields], anyStep };
}
