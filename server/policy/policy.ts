import type { Money } from "#server/kernel/money.ts";

/** How far an agent may go with an action: watch, propose, act within caps, act. */
export type AutonomyLevel = "observe" | "suggest" | "limited" | "full";

/** What the operator granted one agent for one action. Without a grant the level is `suggest`. */
export type Grant = {
  agent: string;
  action: string;
  level: AutonomyLevel;
  /** for `limited`: the most money per proposal, and the most executions in 24 hours */
  cap?: { most: Money; perDay: number };
};

/** A workspace's policy. `version` stands in snapshots and decisions. */
export type Policy = { version: string; grants: readonly Grant[] };

/** What the policy needs to know of an action; `risk` is null while nobody has classified it. */
export type PolicyAction = { name: string; risk: "read" | "internal" | "external" | "money" | null };

/** What the policy needs to know of a proposal that takes an executed effect back. Every part is read from rows, never told. */
export type PolicyReversal = {
  /** it is exactly what the executed action declares as its reversal, computed by code from the receipt */
  declared: boolean;
  /** where the reversal happens: in our own records, or outside */
  where: "own" | "outside";
  /** the run that did it has failed, and its effects are being taken back */
  runFailed: boolean;
  /** what the operator chose for reversals of failed runs */
  mode: "at-once" | "ask";
};

/** What the policy needs to know of a proposal. */
export type PolicyProposal = {
  agent: string;
  /** the actions that the agent's declaration names */
  mayPropose: readonly string[];
  /** null when the input passed the action's schema and its preview could be made; else what is wrong, in one sentence */
  inputProblem: string | null;
  /** the worst label of what the input was made from */
  taint: "outside" | "operator";
  stake: Money | null;
  /** null for anything that takes nothing back */
  reversal: PolicyReversal | null;
};

/** What has happened so far, for caps. */
export type PolicyHistory = { executedInLastDay: number };

/** The answer, the rule that gave it and one sentence for the operator. */
export type Decision = { verdict: "execute" | "ask" | "refuse"; rule: string; explanation: string };

/** The policy of a new workspace: nothing is granted, so everything asks. */
export const startingPolicy: Policy = { version: "everything-asks-1", grants: [] };
