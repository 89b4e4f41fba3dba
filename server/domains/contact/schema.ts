import { z } from "zod";

export const contactRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  messages: z.int(),
  openMinor: z.int(),
  currency: z.string(),
  lastAt: z.date().nullable(),
});
export type ContactRow = z.infer<typeof contactRowSchema>;

export const contactDetailSchema = contactRowSchema.extend({
  phone: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  conversation: z.array(
    z.object({
      id: z.string(),
      direction: z.enum(["in", "out"]),
      channel: z.string(),
      subject: z.string(),
      body: z.string(),
      at: z.date(),
      eventId: z.string().nullable(),
    }),
  ),
  invoices: z.array(
    z.object({
      id: z.string(),
      number: z.string().nullable(),
      status: z.string(),
      totalMinor: z.int(),
      currency: z.string(),
      dueAt: z.date().nullable(),
    }),
  ),
  memory: z.array(z.object({ id: z.string(), text: z.string(), tier: z.string(), source: z.string() })),
  tasks: z.array(z.object({ id: z.string(), title: z.string(), status: z.string(), dueAt: z.date().nullable() })),
  runs: z.array(z.object({ id: z.string(), title: z.string(), status: z.string(), createdAt: z.date() })),
});
export type ContactDetail = z.infer<typeof contactDetailSchema>;
