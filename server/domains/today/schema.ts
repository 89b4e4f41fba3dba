import { z } from "zod";

/** What the operator takes in within ten seconds: what needs me, what was done, what is at risk. */
export const todaySchema = z.object({
  workspaceName: z.string(),
  /** true before the first event: the welcome screen is shown instead */
  empty: z.boolean(),
  waiting: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      contact: z.string().nullable(),
      stake: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
      expiresAt: z.date(),
    }),
  ),
  waitingCount: z.int(),
  reviewTasks: z.array(z.object({ id: z.string(), title: z.string(), createdAt: z.date() })),
  done: z.array(z.object({ id: z.string(), title: z.string(), runId: z.string(), at: z.date() })),
  doneCount: z.int(),
  atRisk: z.array(
    z.object({
      kind: z.enum(["run", "invoice", "task", "connection", "circuit", "dead-letter"]),
      id: z.string(),
      title: z.string(),
      detail: z.string(),
    }),
  ),
  /** the last seven days, oldest first */
  activity: z.array(z.object({ day: z.string(), events: z.int(), effects: z.int() })),
});
export type Today = z.infer<typeof todaySchema>;
