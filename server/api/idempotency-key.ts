import { invalidField } from "#server/kernel/errors.ts";
import { callerLabel } from "./caller-label.ts";

/**
 * The request's Idempotency-Key; null when it has none.
 * @throws AppError invalid
 */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (!callerLabel.safeParse(key).success) {
    throw invalidField("Idempotency-Key", "must be 1 to 255 characters");
  }
  return key;
}
