import type { z } from "zod";
import { AppError } from "./errors.ts";

/**
 * Parses `value` by `schema`, or throws `invalid` that names every wrong field.
 * @throws AppError invalid
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join("."), message: "is not known here" }))
      : [{ field: issue.path.join("."), message: issue.message }],
  );
  const first = fields[0];
  const message = first ? (first.field ? `${first.field}: ${first.message}` : first.message) : "Invalid input";
  throw new AppError("invalid", message, { details: { fields } });
}
