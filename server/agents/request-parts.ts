import { z } from "zod";

/** Whom an answer goes to. */
export const addressee = z.object({ id: z.uuid(), name: z.string(), email: z.email() });

/** The message that is answered; its words are from outside. */
export const incoming = z.object({
  id: z.uuid(),
  subject: z.string(),
  body: z.string(),
  messageId: z.string().nullable(),
});

/** In whose name is written. */
export const sender = z.object({ company: z.string(), person: z.string() });
