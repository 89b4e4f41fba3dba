import { AppError } from "#server/kernel/errors.ts";
import { compile, expressionsOf, textExpressions } from "../expressions/index.ts";
import { within } from "./problem.ts";
import type { Written } from "./texts-of-step.ts";

/** An expression that could be read, and what it looks at. */
export type Read = { at: string; source: string; uses: ReturnType<typeof compile> };
export type Unreadable = { at: string; message: string };

const placed = ({ at, as, value }: Written): { at: string; expression: string }[] => {
  if (as === "value" || as === "condition") return [{ at, expression: String(value) }];
  const inside = as === "text" ? textExpressions(String(value)) : expressionsOf(value);
  return inside.map((found) => ({ ...found, at: within(at, found.at) }));
};

const wordsOf = (error: unknown) => (error instanceof AppError ? error.message : "cannot be read");
const mayBeTruth: readonly string[] = ["bool", "dyn"];

/** The expressions of one field; what cannot be read says why. */
export function readExpressions(written: Written): { read: Read[]; unreadable: Unreadable[] } {
  const read: Read[] = [];
  const unreadable: Unreadable[] = [];
  try {
    for (const { at, expression } of placed(written)) {
      try {
        const uses = compile(expression);
        read.push({ at, source: expression, uses });
        if (written.as === "condition" && !mayBeTruth.includes(uses.type))
          unreadable.push({ at, message: `expression "${expression}": must be true or false, not ${uses.type}` });
      } catch (error) {
        unreadable.push({ at, message: wordsOf(error) });
      }
    }
  } catch (error) {
    unreadable.push({ at: written.at, message: wordsOf(error) });
  }
  return { read, unreadable };
}
