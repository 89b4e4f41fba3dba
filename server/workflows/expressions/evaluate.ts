import { AppError } from "#server/kernel/errors.ts";
import { compile, expressionError, type Scope } from "./compile.ts";
import { type Plain, toPlain } from "./plain.ts";

/**
 * The value of a CEL expression over what the run knows, as plain JSON.
 * @throws AppError invalid where it cannot be read, looks at something absent or makes what JSON cannot hold; limit
 * where it takes too much work. The message names the expression
 */
export function evaluate(source: string, scope: Scope): Plain {
  const expression = compile(source);
  try {
    return toPlain(expression.run(scope));
  } catch (cause) {
    throw expressionError(source, cause);
  }
}

/**
 * Whether a condition holds; no condition always holds.
 * @throws AppError as evaluate, and invalid where the value is neither true nor false
 */
export function holds(source: string | undefined, scope: Scope): boolean {
  if (source === undefined) return true;
  const value = evaluate(source, scope);
  if (typeof value !== "boolean")
    throw expressionError(source, new AppError("invalid", `true or false was expected, not ${JSON.stringify(value)}`));
  return value;
}
