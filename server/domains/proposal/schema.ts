import { z } from "zod";

/** A link from a claim to the record that it rests on. */
export const evidenceSchema = z.object({
  kind: z.enum(["event", "message", "contact", "invoice", "payment", "memory", "run"]),
  id: z.string(),
  label: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** What the operator sees before deciding: exact bytes, exact amounts, or before and after. Money is in minor units. */
const previewSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mail"), from: z.string(), to: z.string(), subject: z.string(), body: z.string() }),
  z.object({
    kind: z.literal("money"),
    heading: z.string(),
    currency: z.string(),
    rows: z.array(z.object({ label: z.string(), amountMinor: z.int(), total: z.boolean().default(false) })),
    note: z.string().optional(),
  }),
  z.object({
    kind: z.literal("record"),
    heading: z.string(),
    rows: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  }),
]);
export type Preview = z.infer<typeof previewSchema>;

const riskSchema = z.enum(["read", "internal", "external", "money"]);
export type Risk = z.infer<typeof riskSchema>;

/** The policy's answer, with the rule that gave it and one sentence for the operator. */
const policyDecisionSchema = z.object({
  verdict: z.enum(["execute", "ask", "refuse"]),
  rule: z.string(),
  explanation: z.string(),
  /** of the policy that answered: a hash of its grants and settings */
  version: z.string().optional(),
});
export type PolicyDecision = z.infer<typeof policyDecisionSchema>;

export const proposalStatusSchema = z.enum([
  "pending",
  "approved",
  "rejected",
  "expired",
  "replaced",
  "refused",
  "executed",
  "failed",
  "shadow",
]);
export type ProposalStatus = z.infer<typeof proposalStatusSchema>;

/** One proposal as the approval card shows it. */
export const proposalCardSchema = z.object({
  id: z.string(),
  runId: z.string(),
  workflow: z.string(),
  agent: z.string(),
  action: z.string(),
  title: z.string(),
  reason: z.string(),
  evidence: z.array(evidenceSchema),
  /** 0..1 */
  confidence: z.number(),
  /** how the confidence came about, e.g. "naive Bayes over 480 examples" */
  method: z.string(),
  risk: riskSchema,
  taint: z.enum(["outside", "operator"]),
  policy: policyDecisionSchema,
  preview: previewSchema,
  /** editable fields of the input, as the operator may change them: name, label, kind of field, value */
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["line", "text", "money", "date"]),
      value: z.string(),
      /** for money: the currency of the minor units in value */
      currency: z.string().optional(),
    }),
  ),
  inputHash: z.string(),
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  stake: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
  status: proposalStatusSchema,
  createdAt: z.date(),
  expiresAt: z.date(),
  decidedAt: z.date().nullable(),
  /** until this time an approval can be undone; null when there is nothing to undo */
  executeAfter: z.date().nullable(),
  /** the decision that stands, for history */
  decision: z
    .object({
      decision: z.enum(["approve", "reject", "expire"]),
      by: z.string(),
      reason: z.string().nullable(),
      at: z.date(),
    })
    .nullable(),
});
export type ProposalCard = z.infer<typeof proposalCardSchema>;
