import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { withMixedArithmetic } from "#server/kernel/mixed-arithmetic.ts";
import { storable } from "./storable.ts";

/** What an expression may look at: the event that started the run, and the event that arrives meanwhile. */
export type ExpressionScope = { event: unknown; async?: unknown };

/** A compiled CEL expression (github.com/google/cel-spec). */
export type Expression = {
  source: string;
  /** The value, or undefined where the expression fails, for instance on a field that is absent. */
  evaluate: (scope: ExpressionScope) => unknown;
  ast: ASTNode;
};

const environment = withMixedArithmetic(
  new Environment({ homogeneousAggregateLiterals: false })
    .registerVariable("event", "dyn")
    .registerVariable("async", "dyn"),
);
const compiled = new Map<string, Expression>();
const cacheLimit = 2000;

/**
 * Compiles an expression, once per text.
 * @throws AppError invalid for a syntax error, an unknown variable or an unknown function
 */
export function compileExpression(source: string): Expression {
  const known = compiled.get(source);
  if (known) return known;
  const expression = compileNew(source);
  if (compiled.size >= cacheLimit) compiled.clear();
  compiled.set(source, expression);
  return expression;
}

function compileNew(source: string): Expression {
  try {
    const run = environment.parse(source);
    const check = run.check();
    if (!check.valid) throw check.error ?? new Error("type error");
    const evaluate = (scope: ExpressionScope) => {
      try {
        const value: unknown = run({ async: null, ...scope });
        return typeof value === "bigint" ? Number(value) : value;
      } catch {
        return undefined;
      }
    };
    return { source, evaluate, ast: run.ast };
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new AppError("invalid", `expression "${source}": ${reason}`, { cause });
  }
}

/** Whether a condition holds; no condition always holds. */
export function holds(source: string | null | undefined, scope: ExpressionScope): boolean {
  return source ? compileExpression(source).evaluate(scope) === true : true;
}

const longestKey = 200;

/**
 * The text under which an event is grouped by a key expression; without expression, or where it fails, all share one.
 * Whatever the event carries, the text can be stored and indexed: what cannot be stored is replaced, what is long is hashed.
 */
export function keyOf(expression: Expression | undefined, scope: ExpressionScope): string {
  const value = expression?.evaluate(scope);
  if (value === undefined || value === null) return "";
  const text =
    typeof value === "string"
      ? value
      : JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part));
  return text.length > longestKey ? `sha256 ${sha256(text)}` : storable(text);
}
