import { z } from "zod";

/** What came of the work, counted from the rows as they are. Seconds are from a run's creation to its success. */
const outcomeSchema = z.object({
  runs: z.object({ finished: z.int(), failed: z.int(), medianSeconds: z.number().nullable() }),
  /** the operator's decisions that stand; `edited` counts proposals replaced by the operator's edit */
  proposals: z.object({ approved: z.int(), edited: z.int(), rejected: z.int() }),
  effects: z.object({ executed: z.int(), unknown: z.int() }),
  perWorkflow: z.array(
    z.object({ workflow: z.string(), name: z.string(), runs: z.int(), medianSeconds: z.number().nullable() }),
  ),
});
export type Outcome = z.infer<typeof outcomeSchema>;
