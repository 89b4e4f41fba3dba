import type { ASTNode } from "@marcbachmann/cel-js";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { compileExpression } from "./expression.ts";

type Scalar = string | number | boolean;
const maximumDepth = 12;

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** "data.id" for the node `async.data.id`; null for anything that is not a plain path below `root`. */
function pathOf(node: ASTNode, root: string): string | null {
  if (node.op === "id") return node.args === root ? "" : null;
  if (node.op !== ".") return null;
  const parent = pathOf(node.args[0], root);
  if (parent === null) return null;
  return parent ? `${parent}.${node.args[1]}` : node.args[1];
}

function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const name of path.split(".")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

function literalOf(node: ASTNode): unknown {
  if (node.op !== "value") return undefined;
  return typeof node.args === "bigint" ? Number(node.args) : node.args;
}

function keyFor(path: string, value: Scalar): string {
  return sha256(`${path}=${JSON.stringify(value)}`).slice(0, 32);
}

/** The key of one comparison `async.<path> == <value known now>`, or null when it is not of that form. */
function keyOfComparison(left: ASTNode, right: ASTNode, event: unknown): string | null {
  const path = pathOf(left, "async");
  if (!path || path.split(".").length > maximumDepth) return null;
  const eventPath = pathOf(right, "event");
  const value = eventPath ? valueAt(event, eventPath) : literalOf(right);
  return isScalar(value) ? keyFor(path, value) : null;
}

function keyOfNode(node: ASTNode, event: unknown): string | null {
  if (node.op === "&&") return keyOfNode(node.args[0], event) ?? keyOfNode(node.args[1], event);
  if (node.op !== "==") return null;
  return keyOfComparison(node.args[0], node.args[1], event) ?? keyOfComparison(node.args[1], node.args[0], event);
}

/**
 * The index key of a wait: a hash of one field that an arriving event must have, taken from the condition's equalities, so
 * that an event finds its few waits among many. Empty when the condition has none: then every event of the name is tried.
 */
export function matchKeyOf(condition: string | undefined, event: unknown): string {
  return condition ? (keyOfNode(compileExpression(condition).ast, event) ?? "") : "";
}

/** Every index key that an arriving event can meet: the empty one, and one per scalar field. */
export function matchKeysOf(event: unknown): string[] {
  const keys = [""];
  const visit = (value: unknown, path: string, depth: number): void => {
    if (isScalar(value)) keys.push(keyFor(path, value));
    else if (typeof value === "object" && value !== null && !Array.isArray(value) && depth < maximumDepth) {
      for (const [name, part] of Object.entries(value)) visit(part, path ? `${path}.${name}` : name, depth + 1);
    }
  };
  visit(event, "", 0);
  return keys;
}
