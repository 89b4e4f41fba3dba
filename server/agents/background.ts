import { z } from "zod";

const identity = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
});

/** A contact as the records have it. */
export const recordedContact = identity;

/** What our own records tell of a contact, as the look-up of that name gives it. */
export const background = z.object({
  alike: z.array(identity),
  messages: z.object({
    in: z.int(),
    out: z.int(),
    latest: z.array(z.object({ id: z.string(), direction: z.string(), subject: z.string() })),
  }),
  invoices: z.object({
    count: z.int(),
    latest: z.array(z.object({ id: z.string(), number: z.string().nullable(), status: z.string() })),
  }),
});
