import { z } from "zod";

/** A review task: what happened, what was already done, and the options, each of which does one concrete thing. */
export const escalationSchema = z.object({
  id: z.string(),
  title: z.string(),
  happened: z.string(),
  done: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string(), description: z.string() })),
  status: z.enum(["open", "resolved"]),
  resolution: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.date(),
});
export type EscalationView = z.infer<typeof escalationSchema>;
