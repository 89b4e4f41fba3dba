import { z } from "zod";

/** An agent as the Agents page shows it, with what the operator made of its proposals. */
export const agentViewSchema = z.object({
  name: z.string(),
  purpose: z.string(),
  intents: z.array(z.object({ name: z.string(), purpose: z.string(), offlineMethod: z.string() })),
  /** names of the actions that it may propose */
  actions: z.array(z.string()),
  /** the methods that it decides by, in words */
  method: z.string(),
  /** `approved` counts those that were approved as they were, `edited` those that the operator changed first */
  proposals: z.object({ total: z.int(), approved: z.int(), edited: z.int(), rejected: z.int() }),
});
export type AgentView = z.infer<typeof agentViewSchema>;
