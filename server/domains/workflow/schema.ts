import { z } from "zod";

/** A built-in workflow as the Workflows page shows it. */
export const workflowViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  purpose: z.string(),
  trigger: z.string(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.enum(["agent", "ask", "action", "wait"]),
      agent: z.string().nullable(),
    }),
  ),
  enabled: z.boolean(),
  runs: z.object({ total: z.int(), waiting: z.int(), failed: z.int(), lastAt: z.date().nullable() }),
});
export type WorkflowView = z.infer<typeof workflowViewSchema>;
