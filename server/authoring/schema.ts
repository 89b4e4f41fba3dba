import { z } from "zod";
import type { evidenceSchema, PolicyDecision, Preview, Risk } from "#server/domains/proposal/schema.ts";

/** How a dry run answers what only time and the operator could: the same for all, or one by one by the step's path. */
export const choicesSchema = z.object({
  /** whether what is waited for arrives, or the time runs out */
  waits: z.enum(["arrives", "times-out"]).default("arrives"),
  /** whether the operator approves what the policy asks about */
  approvals: z.enum(["approve", "reject"]).default("approve"),
  /** by path of a wait-for or of a step that proposes */
  each: z.record(z.string().max(300), z.enum(["arrives", "times-out", "approve", "reject"])).default({}),
  /** the option that is taken, by path of an ask; the first one by default */
  options: z.record(z.string().max(300), z.string().max(60)).default({}),
});
export type Choices = z.output<typeof choicesSchema>;

/** What became of one step in a dry run. */
export type DryStep = {
  /** unique in the run: `draft-reply`, `reminders[2]/send-reminder` */
  path: string;
  title: string;
  kind: string;
  status: "done" | "skipped" | "failed";
  input: unknown;
  output: unknown;
  /** why it failed; the run may have gone on */
  error: string | null;
  /** what would have happened, in one sentence, where nothing did: a wait, a question */
  remark: string | null;
};

/** A proposal that the run would make, exactly as the operator would see it. */
export type DryProposal = {
  id: string;
  /** the step that makes it */
  path: string;
  agent: string;
  action: string;
  title: string;
  reason: string;
  evidence: z.output<typeof evidenceSchema>[];
  confidence: number;
  method: string;
  taint: "outside" | "operator";
  risk: Risk;
  preview: Preview;
  policy: PolicyDecision;
  stake: { amountMinor: number; currency: string } | null;
  input: unknown;
  /** open: no step brought it to an end */
  outcome: "open" | "executed" | "rejected" | "refused" | "withdrawn";
};

/** What a definition would do about an event, and nothing of it done. */
export type DryRun = {
  workflow: string;
  /** a published version, or null for a draft */
  version: number | null;
  ending: { status: "succeeded" | "failed"; summary: string; path: string | null };
  /** in the order in which they came to their end */
  steps: DryStep[];
  proposals: DryProposal[];
};

/** A memory that an agent was given then, is given now, or both. */
export type MemoryThenNow = {
  chainId: string;
  state: "same" | "changed" | "gone" | "added";
  before: { id: string; version: number; text: string } | null;
  now: { id: string; version: number; text: string } | null;
  /** for `gone`: why it is not recalled any more */
  because: string | null;
};

/** A decision of a run beside what it would be made from now. */
export type DecisionThenNow = {
  id: string;
  runId: string;
  at: Date;
  agent: string;
  intent: string;
  hash: string;
  items: MemoryThenNow[];
  /** memories that were erased since */
  erased: number;
  /** what it was made with: null where it was not kept, or is no more */
  versions: { label: string; before: string | null; now: string | null }[];
  prompts: { hash: string; text: string }[];
  /** whether the same can be asked again; false for decisions of before this was kept, and where it was erased */
  askable: boolean;
};

/** What an agent answered, as far as two answers are compared. */
export type Answer = {
  method: string;
  confidence: number;
  findings: { label: string; value: string }[];
  proposals: { action: string; reason: string; confidence: number; input: Record<string, unknown> }[];
};

/** A place where two answers differ; null where one has nothing there. */
export type AnswerDifference = { place: string; before: string | null; now: string | null };

/** An agent asked again without effects. */
export type AskedAgain = {
  memory: "then" | "now";
  before: Answer;
  now: Answer;
  /** the name of the model, or null for the offline method */
  model: string | null;
  differences: AnswerDifference[];
};
