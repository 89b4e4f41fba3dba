import { z } from "zod";

/** What a caller names something by, such as an event's id or an idempotency key: one line of text. */
export const callerLabel = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}*$/u, "must not hold control characters")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode");
