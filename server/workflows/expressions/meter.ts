import type { ASTNode } from "@marcbachmann/cel-js";
import { AppError } from "#server/kernel/errors.ts";
import { matchesWithin } from "./matches-within.ts";

/** What one evaluation may spend: one per node that is evaluated, and the size of what it made. */
const budget = 400_000;
/** A separator of join() is repeated per element; nobody needs a longer one. */
const longestSeparator = 100;
const tooMuch = new AppError("limit", "it takes too much work or makes too large a value");

let left = 0;

function spend(amount: number) {
  left -= amount;
  if (left < 0) throw tooMuch;
}

/** How many values a structure holds; spends as it counts, so that it ends where the budget does. */
function spendWhole(value: unknown): void {
  spend(1);
  if (typeof value !== "object" || value === null) return;
  for (const part of Array.isArray(value) ? value : Object.values(value)) spendWhole(part);
}

function spendResult(value: unknown, whole: boolean) {
  if (typeof value === "string") spend(value.length / 16);
  else if (whole) spendWhole(value);
  else if (Array.isArray(value)) spend(value.length / 4);
}

type Evaluate = (evaluator: Evaluator, node: ASTNode, context: unknown) => unknown;
type Evaluator = { run: (node: ASTNode, context: unknown) => unknown };

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value;

/** The nodes directly below one, in the order of the text. */
export function partsOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const visit = (value: unknown) => {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) for (const part of value) visit(part);
  };
  visit(node.args);
  return found;
}

function matchesNode(receiver: ASTNode, pattern: ASTNode): Evaluate {
  return (evaluator, _, context) => {
    const [text, source] = [evaluator.run(receiver, context), evaluator.run(pattern, context)];
    if (typeof text !== "string" || typeof source !== "string")
      throw new AppError("invalid", "matches() takes a text and a pattern");
    spend(2_000);
    return matchesWithin(text, source);
  };
}

/** Puts our counting in front of a node's own evaluation, which the library settles on when it first runs. */
function meterNode(node: ASTNode, options: { whole: boolean; longest?: number }) {
  const [method, receiver, args] = node.op === "rcall" ? node.args : [];
  const pattern = method === "matches" ? args?.[0] : undefined;
  let own: Evaluate = receiver && pattern ? matchesNode(receiver, pattern) : Reflect.get(node, "evaluate");
  const metered: Evaluate = (evaluator, ast, context) => {
    spend(1);
    const value = own.call(node, evaluator, ast, context);
    if (typeof value === "string" && value.length > (options.longest ?? Number.POSITIVE_INFINITY)) throw tooMuch;
    spendResult(value, options.whole);
    return value;
  };
  Object.defineProperty(node, "evaluate", {
    get: () => metered,
    set: (settled: Evaluate) => {
      own = settled;
    },
  });
}

const comparing: readonly string[] = ["==", "!=", "in"];

/** Makes every node of a parsed expression count what it does. */
export function meter(node: ASTNode, options: { whole: boolean; longest?: number } = { whole: false }) {
  meterNode(node, options);
  const isJoin = node.op === "rcall" && node.args[0] === "join";
  const receiver = isJoin ? node.args[1] : undefined;
  for (const part of partsOf(node)) {
    const separator = isJoin && part !== receiver;
    meter(part, { whole: comparing.includes(node.op), ...(separator ? { longest: longestSeparator } : {}) });
  }
}

/**
 * Runs a metered expression with a fresh budget.
 * @throws AppError limit where it was overdrawn, also where the expression itself would have swallowed that
 */
export function withinBudget<T>(run: () => T): T {
  left = budget;
  const value = run();
  if (left < 0) throw tooMuch;
  return value;
}
