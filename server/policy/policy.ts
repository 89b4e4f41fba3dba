import type { AutonomyLevel, Caps, PolicySettings } from "#server/domains/autonomy/schema.ts";
import { policySettingsSchema } from "#server/domains/autonomy/schema.ts";
import type { Stage } from "#server/domains/workflow/schema.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Money } from "#server/kernel/money.ts";
import type { CalibratedConfidence } from "./confidence.ts";
import { readableSettings } from "./readable-settings.ts";

/** What the operator granted one agent for one action. Without a grant the level is `suggest`. */
export type Grant = {
  agent: string;
  action: string;
  level: AutonomyLevel;
  /** `limited` needs at least one; those that stand at `full` hold there too */
  caps: Caps;
  /** 0..1: the precision wanted of what runs by itself here; null follows the settings */
  bar: number | null;
};

/** A workspace's policy. `version` stands in snapshots and decisions: a hash of the rest. */
export type Policy = { version: string; grants: readonly Grant[]; settings: PolicySettings };

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

/** Somebody outside whom an effect reaches. */
export type Recipient = {
  address: string;
  /** the part of the address after the @, lower-cased */
  domain: string;
  /** an effect that the operator approved has reached this address before */
  known: boolean;
};

/**
 * What ran by itself so far, without the proposal in question. What the operator approved is not counted: caps bound what
 * nobody looked at. Hours and days are the last 60 minutes and the last 24 hours; money is in minor units by currency.
 */
export type PolicyHistory = {
  /** of this agent with this action */
  inLastHour: number;
  inLastDay: number;
  spentInLastDay: Readonly<Record<string, number>>;
  /** of all agents with all actions */
  spentByAllInLastDay: Readonly<Record<string, number>>;
};

/**
 * All that the policy is told of a proposal beside itself. JSON only: it is kept with the proposal, so that another policy
 * can be asked the same.
 */
export type PolicyFacts = {
  agent: string;
  /** `risk` is null while nobody has classified the action */
  action: { name: string; risk: PolicySettings["riskMost"] | null };
  /** the actions that the agent's declaration names */
  mayPropose: readonly string[];
  /** null when the input passed the action's schema and its preview could be made; else what is wrong, in one sentence */
  inputProblem: string | null;
  /** the worst label of what the input was made from */
  taint: "outside" | "operator";
  /** what its run has come in touch with, for the rule of two: text from outside, and private data of the company */
  exposure: {
    outside: boolean;
    privateData: boolean;
    /** signs that a text from outside tries to give orders, see steering.ts; left out where there are none */
    steering?: readonly string[];
  };
  /** whom it reaches outside the company; empty for anything that stays inside or names nobody */
  recipients: readonly Recipient[];
  stake: Money | null;
  /** null for anything that takes nothing back */
  reversal: PolicyReversal | null;
  /** how sure its agent was, as decisions have borne it out; null where no agent said */
  confidence: CalibratedConfidence | null;
  /** of the run's workflow; `shadow` where the run itself has no effects */
  stage: Stage;
  /** the time of day in the workspace's zone, "HH:MM" */
  localTime: string;
  /** 0..1, the same for one proposal for ever: below the audit share it is put to the operator as a check */
  draw: number;
  history: PolicyHistory;
};

/** The answer, the rule that gave it and one sentence for the operator: why it is asked, or why it runs by itself. */
export type Decision = { verdict: "execute" | "ask" | "refuse"; rule: string; explanation: string };

/** The rule of what would have run by itself and is put to the operator as a check. */
export const auditRule = "audit-sample";

/** A policy of its parts. Its version is a short hash of them: the same grants and settings always have the same. */
export function policyOf(parts: { grants: readonly Grant[]; settings: PolicySettings }): Policy {
  const grants = [...parts.grants].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return { version: hashOf({ grants, settings: parts.settings }).slice(0, 12), grants, settings: parts.settings };
}

const keyOf = ({ agent, action }: Grant) => `${agent} ${action}`;

/** The settings from what stands in the workspace's row: what is missing or not readable has its default. */
export function policySettingsOf(stored: unknown): PolicySettings {
  return readableSettings(policySettingsSchema, stored);
}

/** The policy of a new workspace: nothing is granted, so everything asks. */
export const startingPolicy: Policy = policyOf({ grants: [], settings: policySettingsOf({}) });

/** What was granted an agent for an action, if anything was. */
export function grantOf(policy: Policy, facts: { agent: string; action: { name: string } }): Grant | undefined {
  return policy.grants.find((grant) => grant.agent === facts.agent && grant.action === facts.action.name);
}

/** The precision that is wanted of what an agent does by itself: the grant's own, or the workspace's. */
export function barOf(policy: Policy, grant: Grant | undefined): number {
  return grant?.bar ?? policy.settings.bar;
}
