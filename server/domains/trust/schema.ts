import { z } from "zod";

/** The intent of what no intent of an agent made: a workflow or a review task named the action itself. */
export const unnamedIntent = "unnamed";

/** What was learnt about an agent's judgement. `undone` takes an approval back that nobody acted on. */
export const trustKindSchema = z.enum([
  "approved",
  "edited",
  "rejected",
  "audited",
  "reversed",
  "complaint",
  "undone",
  "shadow",
]);
export type TrustKind = z.infer<typeof trustKindSchema>;

/** The reliability curve of an agent: what it said and what came of it, over all of its intents. */
export type Reliability = {
  count: number;
  /** expected calibration error of what it said, 0..1; null without decisions */
  error: number | null;
  /** the same after calibration, out of fold */
  errorCalibrated: number | null;
  bins: { from: number; to: number; count: number; said: number; right: number }[];
};

/** What decisions have shown about one of an agent's intents. */
export type IntentEvidence = {
  intent: string;
  count: number;
  /** mean score, 0..1; null without decisions */
  right: number | null;
  error: number | null;
  /** the confidence from which on the bar is proven, with the decisions at or above it; null: it always asks */
  threshold: { from: number; count: number; proven: number } | null;
};

/** More than an agent has, offered on evidence. */
export type OfferView = {
  id: string;
  fromLevel: string;
  toLevel: string;
  reason: string;
  evidence: { count: number; right: number; low: number; bar: number };
  /** what goes with `limited`, in words */
  caps: string[];
  at: Date;
};

/** How far an agent may go with one action, and what it has shown since. */
export type ActionTrust = {
  action: string;
  level: string;
  /** null while nothing of it was decided */
  risk: string | null;
  /** what the next step asks for and how far it is; null where nothing is ever offered or nothing was decided */
  progress: { count: number; needed: number; right: number; low: number; bar: number } | null;
  offer: OfferView | null;
};

/** A line of the trust ledger. */
type LedgerLine = {
  id: string;
  at: Date;
  kind: TrustKind;
  score: number;
  confidence: number;
  action: string;
  intent: string;
  proposalId: string;
  title: string;
};

/** An agent's page: how reliable it is, what was learnt about it, and how far it may go. */
export type AgentTrust = {
  name: string;
  purpose: string;
  bar: number;
  minimumEvidence: number;
  reliability: Reliability;
  intents: IntentEvidence[];
  actions: ActionTrust[];
  /** how its levels came to be what they are, newest first */
  changes: { id: string; at: Date; action: string; kind: string; fromLevel: string; toLevel: string; reason: string }[];
  /** newest first */
  ledger: LedgerLine[];
};
