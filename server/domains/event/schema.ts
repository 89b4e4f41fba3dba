import { z } from "zod";
import { fileRowSchema } from "#server/domains/file/schema.ts";

/** What intake made of an event. Confidence is 0..1; `method` names the rule or classifier honestly. */
export const intakeOutcomeSchema = z.object({
  intent: z.string(),
  confidence: z.number(),
  method: z.string(),
  alternatives: z.array(z.object({ intent: z.string(), confidence: z.number() })),
  /** what the text names; confidence and other readings are missing where intake did not tell them yet */
  entities: z.array(
    z.object({
      kind: z.string(),
      text: z.string(),
      value: z.string(),
      confidence: z.number().optional(),
      alternatives: z.array(z.string()).optional(),
    }),
  ),
});
export type IntakeOutcome = z.infer<typeof intakeOutcomeSchema>;

/** How an event came in. */
export const eventKindSchema = z.enum(["mail", "form", "stripe", "webhook", "api", "manual", "schedule"]);
export type EventKind = z.infer<typeof eventKindSchema>;

export const eventStatusSchema = z.enum(["received", "normalised", "filed", "failed"]);

export const eventRowSchema = z.object({
  id: z.string(),
  kind: eventKindSchema,
  type: z.string(),
  status: eventStatusSchema,
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
  /** what the message says, decoded; null for an event that carries none */
  message: z
    .object({ from: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: z.date() })
    .nullable(),
  /** the raw body as text, cut at 64 KiB */
  raw: z.string(),
  /** attachments of a mail, uploads of a form */
  files: z.array(fileRowSchema),
  /** the intents that intake knows, for a one-tap correction */
  intents: z.array(z.string()),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;

/** What a message can want, as intake tells it and the operator may correct it. A test keeps this and the classifier the same. */
export const messageIntents: readonly string[] = [
  "new_enquiry",
  "refund_request",
  "invoice_question",
  "payment_confirmation",
  "scheduling",
  "complaint",
  "support_question",
  "cancellation",
  "testimonial",
  "job_application",
  "newsletter",
  "spam_offer",
  "out_of_office",
  "thank_you",
  "delivery_failure",
  "other",
];
