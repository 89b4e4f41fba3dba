import { Environment } from "@marcbachmann/cel-js";
import { AppError } from "#server/kernel/errors.ts";
import { withMixedArithmetic } from "#server/kernel/mixed-arithmetic.ts";
import { formatMoney } from "#server/kernel/money.ts";

/** What an expression may look at. `item` and `index` exist inside a for-each, `found` where a step's `wanted` is asked. */
export const variableNames = [
  "event",
  "contact",
  "message",
  "payment",
  "invoice",
  "sender",
  "workspace",
  "input",
  "run",
  "steps",
  "item",
  "index",
  "found",
] as const;

function money(amountMinor: unknown, currency: string): string {
  const amount = typeof amountMinor === "bigint" ? Number(amountMinor) : amountMinor;
  if (typeof amount !== "number" || !Number.isInteger(amount))
    throw new AppError("invalid", "money() takes a whole number of minor units and a currency");
  if (!/^[A-Za-z]{3}$/.test(currency))
    throw new AppError("invalid", "money() takes a currency of three letters, such as EUR");
  return formatMoney({ amountMinor: amount, currency: currency.toUpperCase() });
}

const dateText = /^\d{4}-\d{2}-\d{2}$/;

// Swedish writes a date as ISO 8601 does
const dayIn = (at: Date, timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);

function day(value: unknown, timeZone = "UTC"): string {
  if (typeof value === "string" && dateText.test(value)) return value;
  const at = value instanceof Date ? value : new Date(typeof value === "string" ? value : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new AppError("invalid", "day() takes a time, such as 2026-03-01T09:00:00Z");
  try {
    return dayIn(at, timeZone);
  } catch (cause) {
    throw new AppError("invalid", `day() does not know the time zone ${timeZone}`, { cause });
  }
}

/** CEL (github.com/google/cel-spec) with our variables and functions, and its limits of size. */
export function createEnvironment(): Environment {
  const environment = new Environment({
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 },
  });
  for (const name of variableNames) environment.registerVariable(name, "dyn");
  withMixedArithmetic(environment);
  environment.registerFunction("money(dyn, string): string", money);
  environment.registerFunction("day(dyn): string", (value: unknown) => day(value));
  environment.registerFunction("day(dyn, string): string", day);
  return environment;
}
