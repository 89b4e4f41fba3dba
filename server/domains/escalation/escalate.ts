import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { evidenceSchema } from "#server/domains/proposal/schema.ts";
import { openEscalation } from "./open.ts";

/** Hands something to the operator: what happened, what was done about it, and what can be done. Once per key. */
export const escalate = defineCommand({
  name: "escalation.open",
  input: z.object({
    key: z.string().min(1).max(300),
    title: z.string().min(1).max(200),
    happened: z.string().min(1).max(2_000),
    done: z.string().max(2_000).optional(),
    evidence: z.array(evidenceSchema).max(20).optional(),
    /** left out, they follow from what can be done at the time of looking; `does` names a remedy */
    options: z
      .array(z.object({ id: z.string(), label: z.string(), description: z.string(), does: z.string().optional() }))
      .min(1)
      .max(6)
      .optional(),
    /** an open one is told anew */
    refresh: z.boolean().optional(),
    runId: z.uuid().optional(),
    eventId: z.uuid().optional(),
  }),
  access: ["system"],
  run: (scope, facts): Promise<{ escalationId: string }> => openEscalation(scope, facts),
});
