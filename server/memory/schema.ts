import { z } from "zod";

/** One version of a fact, as the Memory screen shows it; `validTo` is null while it holds. */
export const memoryRowSchema = z.object({
  id: z.string(),
  tier: z.enum(["session", "profile", "canonical"]),
  kind: z.string(),
  text: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  source: z.object({ kind: z.enum(["event", "run", "operator"]), id: z.string(), label: z.string() }),
  taint: z.enum(["outside", "operator"]),
  confidence: z.number(),
  quarantined: z.boolean(),
  version: z.int(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
});
/** A row of the Memory screen. */
export type MemoryRow = z.infer<typeof memoryRowSchema>;
