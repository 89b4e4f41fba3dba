import { z } from "zod";
import type { Definition } from "#server/workflows/schema.ts";

/** How far a workflow is rolled out: not started at all, without effects, asking for everything, as far as was granted. */
export const stageSchema = z.enum(["draft", "shadow", "assisted", "autonomous"]);
export type Stage = z.infer<typeof stageSchema>;

/** A workflow as the Workflows page shows it. */
export const workflowViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null while nothing is published */
  version: z.int().nullable(),
  origin: z.enum(["built-in", "operator"]),
  /** the operator is working on a next version */
  draft: z.boolean(),
  purpose: z.string(),
  trigger: z.string(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      agent: z.string().nullable(),
      /** 0 for the steps of the definition itself */
      depth: z.int(),
    }),
  ),
  enabled: z.boolean(),
  stage: stageSchema,
  /** what a start by hand asks for; null where the workflow is not started by hand */
  manual: z
    .array(z.object({ name: z.string(), label: z.string(), type: z.string(), required: z.boolean() }))
    .nullable(),
  runs: z.object({ total: z.int(), waiting: z.int(), failed: z.int(), lastAt: z.date().nullable() }),
});
export type WorkflowView = z.infer<typeof workflowViewSchema>;

/** A published version, without its content. */
export type VersionView = {
  version: number;
  hash: string;
  origin: "built-in" | "operator";
  /** operator's id, api key's id, or "adjutant" */
  publishedBy: string;
  publishedAt: Date;
  /** how many runs were started with it */
  runs: number;
};

/** A workflow as its page shows it. */
export type WorkflowDetail = {
  workflow: string;
  /** the version that new runs start with; null before the first is published */
  version: number | null;
  enabled: boolean;
  stage: Stage;
  definition: Definition | null;
  draft: {
    /** valid or not yet */
    definition: Record<string, unknown>;
    /** the version it was made from, 0 for a new workflow */
    basedOn: number;
    revision: number;
    updatedAt: Date;
  } | null;
  /** newest first */
  versions: VersionView[];
  /** what the product now ships for a built-in that the operator changed */
  update: Definition | null;
};
