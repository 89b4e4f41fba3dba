import { z } from "zod";
import { stageSchema } from "#server/domains/workflow/schema.ts";

/** What the operator did: an effect of a run, or a record made by hand. */
const doneItemSchema = z.object({
  kind: z.enum(["run", "task", "invoice"]),
  /** of the run, the task, or the invoice or credit note */
  id: z.string(),
  effectId: z.string().nullable(),
  label: z.string(),
});
export type DoneItem = z.infer<typeof doneItemSchema>;

const agreementSchema = z.object({
  agreed: z.int(),
  compared: z.int(),
  rate: z.number().nullable(),
  /** lower end of the 95 % interval (Wilson, one-sided) */
  low: z.number(),
});

/** What shadow proposals came to, counted, with the agreement. */
const comparisonSchema = z.object({
  same: z.int(),
  similar: z.int(),
  /** the shadow would have done it, the operator did not */
  extra: z.int(),
  /** the operator did it, the shadow did not */
  missed: z.int(),
  /** there is still time for the operator to do it */
  open: z.int(),
  agreement: agreementSchema,
  /** mean likeness of what was matched; null where nothing was */
  likeness: z.number().nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** One case of the comparison. */
export const shadowMatchSchema = z.object({
  id: z.string(),
  runId: z.string(),
  agent: z.string(),
  action: z.string(),
  /** of what was proposed, or of what was done where nothing was proposed */
  title: z.string(),
  proposalId: z.string().nullable(),
  done: doneItemSchema.nullable(),
  outcome: z.enum(["same", "similar", "extra", "missed", "open"]),
  likeness: z.number().nullable(),
  differences: z.array(z.object({ field: z.string(), shadow: z.string().nullable(), operator: z.string().nullable() })),
  until: z.date(),
  at: z.date(),
});
export type ShadowMatchView = z.infer<typeof shadowMatchSchema>;

/** How far a workflow is rolled out, and what speaks for the next step. */
const rolloutSchema = z.object({
  workflow: z.string(),
  stage: stageSchema,
  /** since when it stands there; null where it never moved */
  since: z.date().nullable(),
  /** null at the last stage */
  forward: z
    .object({ to: stageSchema, ready: z.boolean(), because: z.string(), evidence: agreementSchema.nullable() })
    .nullable(),
  /** null where the workflow never ran in shadow at this stage */
  comparison: comparisonSchema.nullable(),
  /** newest first */
  matches: z.array(shadowMatchSchema),
  /** a draft that is tried in shadow beside the published version */
  trial: z
    .object({
      version: z.int(),
      since: z.date(),
      runs: z.int(),
      comparison: comparisonSchema,
      matches: z.array(shadowMatchSchema),
    })
    .nullable(),
});
export type Rollout = z.infer<typeof rolloutSchema>;
