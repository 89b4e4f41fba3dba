import { z } from "zod";
import { type AnyAction, findAction } from "#server/actions/registry.ts";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { announceDecision, type ClosedProposal, yesHolds } from "#server/domains/proposal/index.ts";
import type { ProposalStatus } from "#server/domains/proposal/schema.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { stableId } from "#server/kernel/ids.ts";
import { callOf } from "./call.ts";
import type { Examined } from "./examine.ts";
import { type EffectRecord, lockProposal } from "./locked-effect.ts";
import type { EffectOutcome } from "./outcome.ts";
import { examineAgain, staleness, supersede } from "./refresh-proposal.ts";
import { reversedElsewhere } from "./reversal.ts";
import { standingOfRun } from "./run-standing.ts";
import { type EffectStanding, standingOf } from "./standing.ts";

/** An intent that stands, or why there is none. */
export type Intent =
  | { status: "intended"; effectId: string; action: string }
  | Extract<EffectOutcome, { status: "held" | "withdrawn" }>;

/**
 * Writes the intent of an approved proposal, once, under its idempotency key. In the same transaction policy, approval,
 * hash and target versions are checked again, also for an earlier intent of which certainly nothing has happened yet.
 */
export const intendEffect = defineCommand({
  name: "effect.intend",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system", "operator"],
  run: async (scope, { proposalId }): Promise<Intent> => {
    const { tx, context } = scope;
    const { proposal, effect } = await lockProposal(tx, proposalId);
    const { paused, cancelled } = await standingOfRun(scope, proposal);
    const open = effect?.status === "intended" || effect?.status === "calling";
    if (paused && open) return { status: "held", because: paused, until: null };
    // what may have happened already is resumed as it is; only an untouched intent is checked again
    if (effect && (effect.status !== "intended" || effect.calledAt)) {
      return { status: "intended", effectId: effect.id, action: effect.action };
    }
    const { compensatesId } = proposal;
    if (!effect && compensatesId && (await reversedElsewhere(tx, { id: proposalId, compensatesId }))) {
      return refuseDouble(scope, proposal);
    }
    const approval = await tx.approval.findFirst({
      where: { proposalId, decision: "approve", undoneAt: null },
      orderBy: { decidedAt: "desc" },
    });
    const examined = await examineAgain(scope, proposal);
    const standing = standingOf({
      proposal,
      approval,
      sealed: yesHolds(proposal, approval),
      paused,
      cancelled,
      now: context.clock.now(),
      policy: examined.policy,
      stale: staleness(proposal, examined),
    });
    if (standing.kind === "held") return { status: "held", because: standing.because, until: standing.until };
    if (standing.kind !== "go") return withdraw(scope, { proposal, effect, examined, standing });
    if (effect) return { status: "intended", effectId: effect.id, action: effect.action };
    const effectId = await writeIntent(scope, proposal, examined.action);
    return { status: "intended", effectId, action: proposal.action };
  },
});

async function writeIntent(scope: CommandScope, proposal: ClosedProposal, action: AnyAction | null): Promise<string> {
  const { tx, context } = scope;
  const { workspaceId } = context;
  const id = stableId("effect", proposal.id);
  const idempotencyKey = hashOf([workspaceId, proposal.runId, proposal.step, proposal.id, proposal.inputHash]);
  const effect = await tx.effect.create({
    data: {
      id,
      workspaceId,
      idempotencyKey,
      proposalId: proposal.id,
      runId: proposal.runId,
      action: proposal.action,
      input: proposal.input ?? {},
      inputHash: proposal.inputHash,
      intendedAt: context.clock.now(),
    },
  });
  if (action?.where === "outside") await action.prepare?.(scope, callOf(context, action, effect));
  await appendRunEntry(scope, {
    runId: proposal.runId,
    step: proposal.step,
    key: `${id}:effect.intended`,
    kind: "effect.intended",
    data: { effectId: id, proposalId: proposal.id, action: proposal.action, idempotencyKey },
  });
  await scope.audit({
    subject: { kind: "effect", id },
    runId: proposal.runId,
    ...(proposal.snapshotId ? { snapshotId: proposal.snapshotId } : {}),
    data: { proposalId: proposal.id, action: proposal.action, inputHash: proposal.inputHash, idempotencyKey },
  });
  return id;
}

/** Of two reversals of one effect the second never begins. */
async function refuseDouble(scope: CommandScope, proposal: ClosedProposal): Promise<Intent> {
  if (proposal.status !== "approved") {
    const proposalStatus = proposal.status as ProposalStatus;
    return { status: "withdrawn", proposalStatus, message: `It is ${proposalStatus}` };
  }
  const reason = "Another proposal takes the same thing back already";
  await scope.tx.proposal.update({ where: { id: proposal.id }, data: { status: "refused", executeAfter: null } });
  await announceDecision(scope, { proposal, decision: "refuse", key: "double", reason });
  return { status: "withdrawn", proposalStatus: "refused", message: reason };
}

type Refusal = {
  proposal: ClosedProposal;
  effect: EffectRecord | null;
  examined: Examined;
  standing: Exclude<EffectStanding, { kind: "go" | "held" }>;
};

/** Takes an approval that does not stand out of the way, so that nothing waits on it and the operator sees why. */
async function withdraw(scope: CommandScope, { proposal, effect, examined, standing }: Refusal): Promise<Intent> {
  const { tx } = scope;
  const withdrawn = (proposalStatus: ProposalStatus, message: string): Intent => ({
    status: "withdrawn",
    proposalStatus,
    message,
  });
  if (standing.kind === "withdrawn") return withdrawn(standing.proposalStatus, `It is ${standing.proposalStatus}`);
  if (effect) await closeIntent(scope, effect);
  if (standing.kind === "stale") {
    const reason = `Changed between approval and execution: ${standing.what}`;
    const { refused } = await supersede(scope, { proposal, examined, reason });
    return withdrawn(refused ? "refused" : "replaced", reason);
  }
  const ends = {
    altered: ["refused", "refuse", "The proposal is not what was approved: it was altered afterwards"],
    cancelled: ["expired", "expire", "Its run was cancelled"],
    lapsed: ["expired", "expire", "The approval waited too long to be carried out"],
    "grant-gone": ["pending", "undo", "The policy does not grant this any more, so you decide"],
  } as const;
  const [status, decision, reason] = ends[standing.kind];
  await tx.proposal.update({
    where: { id: proposal.id },
    // the card says why it asks now, not why it would have run
    data: { status, executeAfter: null, ...(standing.kind === "grant-gone" ? askedAgain(examined) : {}) },
  });
  await announceDecision(scope, { proposal, decision, key: standing.kind, reason });
  return withdrawn(status, reason);
}

/** What the policy says now to something that it had let run. */
function askedAgain({ policy, policyFacts, sampled }: Examined) {
  return { policy, policyFacts: JSON.parse(JSON.stringify(policyFacts)), sampled, decidedAt: null };
}

/** An intent that nothing came of: its records say so, and it can never be claimed again. */
async function closeIntent(scope: CommandScope, effect: EffectRecord): Promise<void> {
  const message = "Withdrawn: its approval no longer stood";
  const finishedAt = scope.context.clock.now();
  await scope.tx.effect.update({
    where: { id: effect.id },
    data: { status: "failed", error: { message }, finishedAt },
  });
  const action = findAction(effect.action);
  if (action?.where !== "outside" || !action.settle) return;
  await action.settle(scope, callOf(scope.context, action, effect), { status: "failed", message });
}
