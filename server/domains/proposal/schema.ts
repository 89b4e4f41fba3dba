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

/** A part of an input that came from outside: so many UTF-16 units of a field, and the record that it can be read in. */
const outsideSpanSchema = z.object({
  field: z.string(),
  from: z.int(),
  length: z.int(),
  /** its beginning, for previews that show the field in other words */
  text: z.string(),
  kind: z.enum(["words", "link", "address", "amount", "account"]),
  source: evidenceSchema,
});
export type OutsideSpan = z.infer<typeof outsideSpanSchema>;

/** Something that the operator said, which the agent heard for this proposal, and what became of it. */
export const heardSchema = z.object({
  said: z.string(),
  /** when it was said; null: just now, about the version before */
  at: z.iso.datetime().nullable(),
  followed: z.boolean(),
  /** what was done, or why it could not be */
  note: z.string(),
  /** where it is remembered */
  memoryId: z.string().nullable(),
});
export type Heard = z.infer<typeof heardSchema>;

/** What an agent was asked, so that it can be asked again with guidance. */
export const askedSchema = z.object({
  intent: z.string().max(64),
  /** as the intent's schema takes it */
  input: z.record(z.string(), z.json()),
  /** what memory was searched by, and whose */
  about: z.string(),
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
  /** the operator's guidance so far, oldest first */
  guidance: z.array(z.string()).default([]),
  heard: z.array(heardSchema).default([]),
});
export type Asked = z.infer<typeof askedSchema>;

/** How often a proposal can be sent back with guidance. */
export const mostRounds = 5;

const differenceSchema = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
/** What a newer version says otherwise. */
export type Difference = z.infer<typeof differenceSchema>;

/** Where a proposal comes from, and what becomes of it when nobody decides. */
const storySchema = z.object({
  /** its agent can be asked again with guidance */
  canRespond: z.boolean(),
  /** what the operator said before, and what became of it here */
  heard: z.array(heardSchema),
  /** the version that was sent back, and the words with which it was */
  answers: z.object({ id: z.string(), guidance: z.string() }).nullable(),
  /** the agent's answer, where this one was sent back */
  answeredBy: z.string().nullable(),
  /** the version before, where the operator edited it or records changed */
  replaces: z
    .object({
      id: z.string(),
      by: z.enum(["operator", "records"]),
      differences: z.array(differenceSchema),
      /** records whose versions changed, in words */
      records: z.array(z.string()),
    })
    .nullable(),
  /** what happens when nobody decides: "nothing is sent, and the run goes on without it" */
  ifExpired: z.string(),
});
export type ProposalStory = z.infer<typeof storySchema>;

export const proposalStatusSchema = z.enum([
  "pending",
  "approved",
  "rejected",
  "returned",
  "shadow",
  "expired",
  "replaced",
  "refused",
  "executed",
  "failed",
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
  /** how often proposals of this confidence were right by the operator's decisions; null where none were asked */
  calibrated: z.object({ value: z.number(), low: z.number(), count: z.int() }).nullable(),
  /** how the confidence came about, e.g. "naive Bayes over 480 examples" */
  method: z.string(),
  risk: riskSchema,
  taint: z.enum(["outside", "operator"]),
  policy: policyDecisionSchema,
  preview: previewSchema,
  /** what of its input came from outside, found by comparing */
  outside: z.array(outsideSpanSchema).catch([]).default([]),
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
      decision: z.enum(["approve", "reject", "respond", "expire"]),
      by: z.string(),
      reason: z.string().nullable(),
      at: z.date(),
    })
    .nullable(),
  story: storySchema.optional(),
});
export type ProposalCard = z.infer<typeof proposalCardSchema>;

/**
 * The orders of the queue. `urgent`: what expires within a day first, then by what is at stake, then by deadline. `stake`:
 * by what is at stake alone. Sums of several currencies are not converted: each counts as its share of the largest sum
 * that waits in its currency, so that the largest of each currency comes first and none is buried for want of a rate.
 */
export const queueSortSchema = z.enum(["urgent", "stake", "deadline", "oldest", "newest"]);
export type QueueSort = z.infer<typeof queueSortSchema>;

/** What the queue is narrowed to; null or left out: everything. */
export const queueFilterSchema = z.object({
  agent: z.string().max(64).nullish(),
  action: z.string().max(64).nullish(),
  risk: riskSchema.nullish(),
  workflow: z.string().max(200).nullish(),
  contactId: z.uuid().nullish(),
  taint: z.enum(["outside", "operator"]).nullish(),
  /** only what would have run by itself and was put to the operator as a sample */
  sampled: z.boolean().nullish(),
  /** words in the title, the reason or the contact's name */
  search: z.string().trim().max(200).nullish(),
  /** the ones put off instead of the ones that wait */
  snoozed: z.boolean().nullish(),
});
export type QueueFilter = z.infer<typeof queueFilterSchema>;

/** One line of the queue: enough to choose it, too little to decide on it. */
export type QueueRow = {
  id: string;
  title: string;
  agent: string;
  action: string;
  workflow: string;
  risk: Risk;
  taint: "outside" | "operator";
  sampled: boolean;
  contact: { id: string; name: string } | null;
  stake: { amountMinor: number; currency: string } | null;
  createdAt: Date;
  expiresAt: Date;
  snoozedUntil: Date | null;
};

/** A page of the queue. `total`, `snoozed` and `returnsAt` are of the whole queue as it is now. */
export type QueuePage = {
  items: QueueRow[];
  nextCursor: string | null;
  /** how many the filter leaves */
  total: number;
  /** how many are put off */
  snoozed: number;
  /** when the first of those comes back by itself */
  returnsAt: Date | null;
};

/** How many proposals of the queue a filter would leave, by what it could be set to; the other filters hold. */
export type QueueFacets = Record<
  "agent" | "action" | "risk" | "workflow" | "contact" | "taint" | "sampled",
  { value: string; label: string; count: number }[]
>;

export const snoozeChoiceSchema = z.enum(["hour", "evening", "morning", "monday"]);
export type SnoozeChoice = z.infer<typeof snoozeChoiceSchema>;

/** When a proposal would come back; `possible` is false where it expires before. */
export type SnoozeOffer = { choice: SnoozeChoice; at: Date; possible: boolean };

/** One of several like proposals, in short: everything that tells it apart from the others. */
export type BatchItem = {
  id: string;
  inputHash: string;
  title: string;
  /** who receives it, where somebody does */
  to: string | null;
  /** its exact content, shortened where it is long */
  lines: string[];
  /** whether `lines` leaves something out */
  shortened: boolean;
  stake: { amountMinor: number; currency: string } | null;
  taint: "outside" | "operator";
  /** why it cannot be decided any more; null while it waits */
  problem: string | null;
};

export type BatchPreview = {
  items: BatchItem[];
  /** what is at stake in all that can be decided, by currency */
  totals: { amountMinor: number; currency: string }[];
};

/** What became of each proposal of a batch, in the order given. */
export type BatchOutcome = {
  id: string;
  decided: boolean;
  /** why it was not decided */
  message: string | null;
  /** until then an approval can be taken back */
  executeAfter: Date | null;
}[];

/** Something that happens in a moment, and can be stopped until then. */
export type InWindow = { id: string; title: string; executeAfter: Date; byItself: boolean };
