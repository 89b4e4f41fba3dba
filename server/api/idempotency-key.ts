import { z } from "zod";
import { invalidField } from "#server/kernel/errors.ts";

/** What may be an idempotency key: one line of text, as the caller chose it. */
export const idempotencyKeySchema = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}*$/u, "must not hold control characters")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode");

/**
 * The request's Idempotency-Key; null when it has none.
 * @throws AppError invalid
 */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (!idempotencyKeySchema.safeParse(key).success) {
    throw invalidField("Idempotency-Key", "must be 1 to 255 characters");
  }
  return key;
}
