import { z } from "zod";

/** What intake made of an event. Confidence is 0..1; `method` names the rule or classifier honestly. */
export const intakeOutcomeSchema = z.object({
  intent: z.string(),
  confidence: z.number(),
  method: z.string(),
  alternatives: z.array(z.object({ intent: z.string(), confidence: z.number() })),
  entities: z.array(z.object({ kind: z.string(), text: z.string(), value: z.string() })),
});
export type IntakeOutcome = z.infer<typeof intakeOutcomeSchema>;

export const eventRowSchema = z.object({
  id: z.string(),
  kind: z.enum(["mail", "form", "stripe", "webhook", "api"]),
  type: z.string(),
  status: z.enum(["received", "normalised", "filed", "failed"]),
  title: z.string(),
  note: z.string().nullable(),
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  intake: intakeOutcomeSchema.nullable(),
  receivedAt: z.date(),
  runs: z.array(z.object({ id: z.string(), workflow: z.string(), status: z.string() })),
});
export type EventRow = z.infer<typeof eventRowSchema>;

export const eventDetailSchema = eventRowSchema.extend({
  source: z.string(),
  externalId: z.string(),
  contentType: z.string(),
  taint: z.enum(["outside", "operator"]),
  /** the raw body as text, cut at 64 KiB */
  raw: z.string(),
  /** the intents that intake knows, for a one-tap correction */
  intents: z.array(z.string()),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;
