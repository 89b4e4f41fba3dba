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
  /** the trusted source that says the same, which let it stand though it came from outside */
  corroboratedBy: z.object({ kind: z.string(), id: z.string(), label: z.string(), at: z.string() }).nullable(),
  /** the operator let it stand, though it came from outside */
  confirmedAt: z.date().nullable(),
  version: z.int(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
});
/** A row of the Memory screen. */
export type MemoryRow = z.infer<typeof memoryRowSchema>;

/** What waits in quarantine, with the passage that it came from. */
export const quarantinedRowSchema = memoryRowSchema.extend({
  /** what it is about, where that is named: `language`; rows of one kind and key are alike */
  key: z.string().nullable(),
  evidence: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })),
  /** null where no event or message is known; its parts are null where the event brought no message */
  passage: z
    .object({
      eventId: z.string().nullable(),
      from: z.string().nullable(),
      subject: z.string().nullable(),
      text: z.string().nullable(),
      at: z.date().nullable(),
    })
    .nullable(),
});
/** A row of the quarantine. */
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;
