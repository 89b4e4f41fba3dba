import { z } from "zod";

export const deadLetterKindSchema = z.enum(["event", "run", "outbox"]);
export const deadLetterStatusSchema = z.enum(["open", "redriven", "dropped"]);

/** What could not be done after all its tries: kept with the reason, and done again when the operator says so. */
export const deadLetterSchema = z.object({
  id: z.string(),
  /** event: could not be read; run: failed for good; outbox: a message between parts of Adjutant was not taken */
  kind: deadLetterKindSchema,
  /** id of the event, the run or the message */
  subjectId: z.string(),
  title: z.string(),
  reason: z.string(),
  attempts: z.int(),
  status: deadLetterStatusSchema,
  createdAt: z.date(),
  closedAt: z.date().nullable(),
});
export type DeadLetter = z.output<typeof deadLetterSchema>;

/** How one of many went that were to be done again. */
export const redrivenLetterSchema = z.discriminatedUnion("redriven", [
  z.object({ id: z.string(), redriven: z.literal(true) }),
  z.object({ id: z.string(), redriven: z.literal(false), code: z.string(), message: z.string() }),
]);
export type RedrivenLetter = z.output<typeof redrivenLetterSchema>;
