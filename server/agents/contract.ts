import type { z } from "zod";
import type { Evidence } from "#server/domains/proposal/schema.ts";

/** An action with its exact input, as an agent proposes it. Policy decides what becomes of it. */
export type ProposalDraft = {
  action: string;
  input: unknown;
  /** one or two sentences for the operator */
  reason: string;
  evidence: Evidence[];
  /** 0..1 */
  confidence: number;
  /** how the confidence came about, said honestly, e.g. "rule: amount equals the invoice's total" */
  method: string;
  /**
   * Only ever makes it worse: the label is the worst of all that the agent's run has come in touch with, which code knows
   * and no agent is asked
   */
  taint?: "outside";
  contactId?: string;
  /** a model that was given the operator's guidance made it: code has nothing left to follow */
  guided?: boolean;
};

/** Something that an agent found out. */
export type Finding = {
  label: string;
  value: string;
  /** 0..1, where this finding is surer or less sure than the whole */
  confidence?: number;
  /** the records that it rests on */
  evidence?: Evidence[];
};

/**
 * Something that an agent found worth remembering. It says no label: that is the worst of all that its run has come in touch
 * with, which code knows; and it is written as the run's, where the agent may write that tier.
 */
export type MemoryDraft = {
  tier: "session" | "profile" | "canonical";
  kind: "preference" | "fact" | "summary" | "style" | "term";
  subject: { kind: "contact" | "invoice"; id: string };
  /** names what can change, e.g. `language`: a newer text is then a version of the same fact */
  key?: string;
  text: string;
  attributes?: Record<string, string | number | boolean>;
  /** the records that it rests on */
  evidence: Evidence[];
  /** 0..1 */
  confidence: number;
};

/** What an agent returns: findings, proposals, and what it would have remembered. Nothing else leaves it. */
export type Outcome = {
  findings: Finding[];
  proposals: ProposalDraft[];
  /** at most eight are kept of a step, and what is from outside waits for the operator's word */
  memories?: MemoryDraft[];
  /** for the steps that follow, which cannot read findings' words: JSON, `steps['id'].result` in expressions */
  result?: Record<string, unknown>;
  confidence: number;
  method: string;
};

/** A thing recalled from memory, with why. */
export type Recalled = { id: string; version: number; text: string; attributes: Record<string, unknown>; why: string };

/** A drafting model, or null where none is configured; the offline method must do without. */
export type DraftModel = {
  name: string;
  /** rewrites a draft; never called with tools. Returns null on refusal, timeout or malformed output. */
  rewrite: (request: { instructions: string; draft: string; untrusted: string }) => Promise<string | null>;
};

/** One thing that an agent can be asked. */
export type Intent<I = unknown> = {
  /** what is asked, in one sentence */
  purpose: string;
  input: z.ZodType<I>;
  /** the method that needs no model, in words, for the agent's page */
  offlineMethod: string;
  decide: (request: {
    input: I;
    memory: Recalled[];
    model: DraftModel | null;
    /** what the operator said about earlier drafts, oldest first: for a model's instructions; code follows it afterwards */
    guidance?: readonly string[];
    /** the text that the operator looked at when they said so: their own edits are in it */
    standing?: string | null;
  }) => Promise<Outcome>;
};

/** A bounded service: one typed declaration per agent. It never acts by itself. */
export type Agent = {
  name: string;
  purpose: string;
  // each intent has an input type of its own, which the registry cannot name
  // biome-ignore lint/suspicious/noExplicitAny: heterogeneous registry, parsed by the intent's own schema before use
  intents: Record<string, Intent<any>>;
  /** names of the actions that its proposals may carry; anything else is refused */
  mayPropose: readonly string[];
  /** tiers of memory that it may read and write */
  memory: {
    read: readonly ("session" | "profile" | "canonical")[];
    write: readonly ("session" | "profile" | "canonical")[];
  };
  /** most model calls per run */
  budget: { modelCallsPerRun: number };
};

/** Declares an intent with its types inferred. */
export function defineIntent<I>(intent: Intent<I>): Intent<I> {
  return intent;
}

/** Declares an agent. */
export function defineAgent(agent: Agent): Agent {
  return agent;
}
