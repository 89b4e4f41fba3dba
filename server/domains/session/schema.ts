import { z } from "zod";

const sessionRowSchema = z.object({
  id: z.string(),
  /** browser and system in words, from the user agent */
  device: z.string(),
  address: z.string(),
  current: z.boolean(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
});
export type SessionRow = z.infer<typeof sessionRowSchema>;
