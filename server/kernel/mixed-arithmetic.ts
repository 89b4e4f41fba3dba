import type { Environment } from "@marcbachmann/cel-js";

type Arithmetic = (left: number, right: number) => number;
const arithmetic: Record<string, Arithmetic> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

/** JSON numbers arrive as double, and CEL has no mixed arithmetic: whoever writes `amount + 1` expects it all the same. */
export function withMixedArithmetic(environment: Environment): Environment {
  for (const [operator, apply] of Object.entries(arithmetic)) {
    const mixed = (left: unknown, right: unknown) => apply(Number(left), Number(right));
    environment.registerOperator(`double ${operator} int`, mixed);
    environment.registerOperator(`int ${operator} double`, mixed);
  }
  environment.registerOperator("double % double", (left: number, right: number) => left % right);
  return environment;
}
