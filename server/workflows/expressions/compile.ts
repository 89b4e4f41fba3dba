import type { ASTNode } from "@marcbachmann/cel-js";
import { AppError } from "#server/kernel/errors.ts";
import { createEnvironment, variableNames } from "./environment.ts";
import { meter, withinBudget } from "./meter.ts";
import { type Uses, usesOf } from "./uses.ts";

/** What the run knows; a variable that is not given is null. */
export type Scope = { readonly [name: string]: unknown };

/** An expression that was read and checked once. */
export type Compiled = Uses & {
  run: (scope: Scope) => unknown;
  /** CEL's name of the value's type, dyn where it is only known when it runs */
  type: string;
};

const longestExpression = 2_000;
const mostKept = 2_000;
const environment = createEnvironment();
const kept = new Map<string, Compiled>();
const nothing = Object.fromEntries(variableNames.map((name) => [name, null]));

/** An error of the library without its picture of the source, or one of ours as it is. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ("summary" in cause && typeof cause.summary === "string") return cause.summary;
  return cause.message.split("\n")[0] ?? "";
}

/** An error that shows the expression and says what is wrong with it. */
export function expressionError(source: string, cause: unknown): AppError {
  const shown = source.length > 200 ? `${source.slice(0, 200)} …` : source;
  const code = cause instanceof AppError && cause.code === "limit" ? "limit" : "invalid";
  return new AppError(code, `expression "${shown}": ${reasonOf(cause)}`, { cause });
}

function compileNew(source: string): Compiled {
  if (source.length > longestExpression) throw new AppError("invalid", `longer than ${longestExpression} characters`);
  const run = environment.parse(source);
  const check = run.check();
  if (!check.valid) throw check.error ?? new Error("it does not fit together");
  const ast: ASTNode = run.ast;
  const uses = usesOf(ast);
  meter(ast);
  return { ...uses, type: check.type ?? "dyn", run: (scope) => withinBudget(() => run({ ...nothing, ...scope })) };
}

/**
 * Reads an expression, once per text.
 * @throws AppError invalid with the expression in the message: a syntax error, an unknown variable or function
 */
export function compile(source: string): Compiled {
  const known = kept.get(source);
  if (known) return known;
  try {
    const compiled = compileNew(source);
    if (kept.size >= mostKept) kept.clear();
    kept.set(source, compiled);
    return compiled;
  } catch (cause) {
    throw expressionError(source, cause);
  }
}
