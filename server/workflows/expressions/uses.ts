import type { ASTNode } from "@marcbachmann/cel-js";
import { variableNames } from "./environment.ts";
import { partsOf } from "./meter.ts";

const known: readonly string[] = variableNames;

/** Macros of CEL that name a variable of their own as first argument. */
const binding: readonly string[] = ["all", "exists", "exists_one", "map", "filter", "bind"];

function stepOf(node: ASTNode): string | null {
  if (node.op !== "." && node.op !== ".?" && node.op !== "[]" && node.op !== "[?]") return null;
  const [left, right] = node.args;
  if (left.op !== "id" || left.args !== "steps") return null;
  if (typeof right === "string") return right;
  return right.op === "value" && typeof right.args === "string" ? right.args : null;
}

function boundBy(node: ASTNode): string | null {
  if (node.op !== "rcall" || !binding.includes(node.args[0])) return null;
  const first = node.args[2][0];
  return first?.op === "id" ? first.args : null;
}

/** Which variables and which steps' outputs a parsed expression looks at. */
export function usesOf(ast: ASTNode): { variables: string[]; steps: string[]; anyStep: boolean } {
  const variables = new Set<string>();
  const steps = new Set<string>();
  let anyStep = false;
  const visit = (node: ASTNode, own: ReadonlySet<string>) => {
    const step = own.has("steps") ? null : stepOf(node);
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
  return { variables: [...variables], steps: [...steps], anyStep };
}
