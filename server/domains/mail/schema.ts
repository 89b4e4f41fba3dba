import { z } from "zod";

/** A mail that left, or that is kept because no SMTP server is configured. */
export const mailRowSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  status: z.enum(["kept", "sending", "sent", "failed", "unknown"]),
  response: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});
export type MailRow = z.infer<typeof mailRowSchema>;
