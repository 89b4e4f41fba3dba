import { findAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";
import { announceDecision } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { callOf } from "../call.ts";
import { proposeReversal } from "../compensate-effect.ts";
import { finishEffect } from "../finish-effect.ts";
import { lockEffect } from "../locked-effect.ts";
import { type Choice, canCompensate, type Remedy } from "./remedy.ts";

/** The effect that the task is about, locked, as long as it still waits for the operator's word. */
async function lockUnsettled(scope: CommandScope, { facts }: Choice) {
  const locked = facts.effect && (await lockEffect(scope.tx, facts.effect.proposalId));
  if (locked?.effect.status !== "unknown" && locked?.effect.status !== "failed") {
    throw new AppError("conflict", "The effect has been settled meanwhile");
  }
  return locked;
}
type Locked = Awaited<ReturnType<typeof lockUnsettled>>;

async function settleRecords(scope: CommandScope, { effect }: Locked, status: "confirmed" | "again"): Promise<void> {
  const action = findAction(effect.action);
  if (action?.where !== "outside" || !action.settle) return;
  const ending = status === "confirmed" ? { status } : { status, message: "Decided by the operator" };
  await action.settle(scope, callOf(scope.context, action, effect), ending);
}

function tell(scope: CommandScope, { proposal, effect }: Locked, option: string, reason: string): Promise<void> {
  return announceDecision(scope, { proposal, decision: "approve", key: `${option}:${effect.lease}`, reason });
}

/** It happened after all: the operator's word stands in for the receipt. */
export const arrived: Remedy = {
  name: "arrived",
  offer: ({ effect }) =>
    effect?.status === "unknown"
      ? [
          {
            id: "arrived",
            label: "It arrived: mark as done",
            description: "Closes this and records the effect as done.",
          },
        ]
      : [],
  apply: async (scope, choice) => {
    const locked = await lockUnsettled(scope, choice);
    await settleRecords(scope, locked, "confirmed");
    const receipt = { confirmedBy: scope.context.actor.id };
    await finishEffect(scope, locked, { status: "succeeded", receipt });
    await tell(scope, locked, "arrived", "The operator confirmed that it happened");
    return {};
  },
};

const again = (name: string, label: string, status: string): Remedy => ({
  name,
  offer: ({ effect }) =>
    effect?.status === status ? [{ id: name, label, description: "Does it once more under the same key." }] : [],
  apply: async (scope, choice) => {
    const locked = await lockUnsettled(scope, choice);
    const { proposal, effect } = locked;
    await settleRecords(scope, locked, "again");
    const fresh = { status: "intended", attempts: 0, lease: { increment: 1 }, calledAt: null, leaseUntil: null };
    await scope.tx.effect.update({ where: { id: effect.id }, data: { ...fresh, finishedAt: null } });
    await scope.tx.proposal.update({
      where: { id: proposal.id },
      data: { status: "approved", decidedAt: scope.context.clock.now(), executeAfter: null },
    });
    await tell(scope, locked, name, "The operator asked for it to be done again");
    return { again: proposal.id };
  },
});

/** It did not happen: once more. */
export const sendAgain: Remedy = again("send-again", "It did not arrive: send again", "unknown");
/** It failed for certain: once more. */
export const tryAgain: Remedy = again("try-again", "Try again", "failed");

/** The effect stays as it is. */
export const leave: Remedy = {
  name: "leave",
  offer: ({ effect }) =>
    effect?.status === "unknown" || effect?.status === "failed"
      ? [{ id: "leave", label: "Leave it", description: "Closes this without doing anything." }]
      : [],
  apply: async (scope, choice) => {
    const locked = await lockUnsettled(scope, choice);
    await scope.tx.proposal.update({ where: { id: locked.proposal.id }, data: { status: "failed" } });
    await tell(scope, locked, "leave", "The operator left it as it is");
    return {};
  },
};

const most = 2;

/** Takes one thing back, where the run as a whole is not to be taken back. */
export const reverseEffect: Remedy = {
  name: "effect.reverse",
  offer: (facts) =>
    canCompensate(facts) || facts.run?.compensation === "under-way"
      ? []
      : facts.effects
          .filter(({ standing, reversible, reversal }) => {
            const waits = reversal && ["pending", "approved"].includes(reversal.status);
            return standing === "stands" && reversible && !waits;
          })
          .slice(0, most)
          .map(({ effectId, receipt, title }) => ({
            id: `effect.reverse:${effectId}`,
            label: `Take back: ${receipt ?? title}`.slice(0, 80),
            description: "Proposes the way back, with its exact amounts. You decide on it in Approvals.",
          })),
  apply: async (scope, { about: effectId, facts, note }) => {
    const proposed = await proposeReversal.within(scope, {
      effectId,
      reason: note ?? `You took it back: ${facts.escalation.title}`.slice(0, 500),
      // a later wish than any round of the run's own
      round: await scope.tx.proposal.count({ where: { compensatesId: effectId } }),
    });
    if (proposed.status !== "proposed") throw new AppError("conflict", "It cannot be taken back any more");
    return { proposalId: proposed.proposalId };
  },
};
