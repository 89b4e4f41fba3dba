import type { AnyAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";
import { knownAddresses, readHistory } from "#server/domains/autonomy/index.ts";
import { confidenceFor } from "#server/domains/trust/index.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import type { Money } from "#server/kernel/money.ts";
import { wallTime } from "#server/kernel/time-zone.ts";
import {
  barOf,
  grantOf,
  type Policy,
  type PolicyFacts,
  type Recipient,
  signsOfSteering,
} from "#server/policy/index.ts";
import type { OutsideText } from "./outside-spans.ts";
import { stageOfRun } from "./stage-of-run.ts";

type Scope = Pick<CommandScope, "tx" | "context">;

/** What is told of a proposal by whoever examines it; all else is read from rows. */
export type Told = {
  proposalId: string;
  /** null for a trial, which has no run */
  runId: string | null;
  agent: string;
  /** which of the agent's intents made it; null for what a workflow or a review task names itself */
  intent: string | null;
  /** what the agent says of itself, 0..1 */
  confidence: number;
  mayPropose: readonly string[];
  taint: PolicyFacts["taint"];
};

type Asked = {
  policy: Policy;
  told: Told;
  name: string;
  action: AnyAction | null;
  /** parsed, where it could be */
  input: unknown;
  problem: string | null;
  stake: Money | null;
  reversal: PolicyFacts["reversal"];
  /** the texts from outside that its run read */
  texts: readonly OutsideText[];
};

/** Reads all that the policy is told of a proposal, as the rows are now. */
export async function readPolicyFacts(scope: Scope, asked: Asked): Promise<PolicyFacts> {
  const { tx, context } = scope;
  const { policy, told, name, action, stake, reversal, problem } = asked;
  const grant = grantOf(policy, { agent: told.agent, action: { name } });
  const { workspaceId } = context;
  // none needs another's answer: all are asked for in one round trip
  const [workspace, exposure, recipients, confidence, stage, history] = await Promise.all([
    tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { timeZone: true } }),
    runExposure(scope, told, asked.texts),
    problem === null && action ? recipientsOf(scope, action, asked.input) : [],
    confidenceFor(scope, {
      agent: told.agent,
      intent: told.intent,
      raw: told.confidence,
      bar: barOf(policy, grant),
      minimumEvidence: policy.settings.minimumEvidence,
    }),
    told.runId === null ? ("assisted" as const) : stageOfRun(tx, told.runId),
    readHistory(scope, { proposalId: told.proposalId, agent: told.agent, action: name }),
  ]);
  return {
    agent: told.agent,
    action: { name, risk: action?.risk ?? null },
    mayPropose: told.mayPropose,
    inputProblem: problem,
    taint: told.taint,
    exposure,
    recipients,
    stake,
    reversal,
    confidence,
    stage,
    localTime: new Date(wallTime(workspace.timeZone, context.clock.now().getTime())).toISOString().slice(11, 16),
    draw: drawOf(told.proposalId),
    history,
  };
}

/** The same share of 0..1 for one proposal for ever: nobody can draw again. */
function drawOf(proposalId: string): number {
  return Number.parseInt(sha256(proposalId).slice(0, 8), 16) / 2 ** 32;
}

async function recipientsOf(scope: Scope, action: AnyAction, input: unknown): Promise<Recipient[]> {
  const addresses = (action.recipients?.(input) ?? []).map((address) => address.trim().toLowerCase());
  const known = await knownAddresses(scope, addresses);
  return addresses.map((address) => ({
    address,
    domain: address.slice(address.lastIndexOf("@") + 1),
    known: known.has(address),
  }));
}

/** What a run has come in touch with, as it was noted; this proposal's own label is part of it. */
async function runExposure(
  { tx }: Scope,
  { runId, taint }: Told,
  texts: readonly OutsideText[],
): Promise<PolicyFacts["exposure"]> {
  const run =
    runId === null
      ? null
      : await tx.run.findUnique({ where: { id: runId }, select: { taint: true, privateData: true } });
  const outside = taint === "outside" || run?.taint === "outside";
  const steering = outside ? signsOfSteering(texts.map(({ text }) => text)) : [];
  return { outside, privateData: (run?.privateData.length ?? 0) > 0, ...(steering.length ? { steering } : {}) };
}
