import { approvalLifetime, type ClosedProposal, inputHashOf } from "#server/domains/proposal/index.ts";
import type { ProposalStatus } from "#server/domains/proposal/schema.ts";
import type { Decision } from "#server/policy/index.ts";

/** Whether an effect may begin now, and if not why. */
export type EffectStanding =
  | { kind: "go" }
  | { kind: "held"; because: "undo-window" | "paused" | "run-paused"; until: Date | null }
  /** its run was cancelled, and the proposal had no time to be withdrawn */
  | { kind: "cancelled" }
  /** the proposal was not approved, or not any more */
  | { kind: "withdrawn"; proposalStatus: ProposalStatus }
  /** the row is not what was approved: somebody or something altered it */
  | { kind: "altered" }
  /** the approval waited too long */
  | { kind: "lapsed" }
  /** the policy granted it and grants it no longer */
  | { kind: "grant-gone" }
  /** a record that it rests on has changed */
  | { kind: "stale"; what: string };

type Facts = {
  proposal: ClosedProposal;
  /** the newest approval that was not undone */
  approval: { inputHash: string } | null;
  /** the yes that it rests on was given to it as it is now */
  sealed: boolean;
  /** what holds every effect of its run */
  paused: "paused" | "run-paused" | null;
  /** its run was cancelled */
  cancelled: boolean;
  now: Date;
  /** what the policy says now */
  policy: Decision;
  /** what changed since the operator saw it, or null */
  stale: string | null;
};

/** Decides whether an approved proposal may begin. Pure. Order matters: an altered row is never refreshed, only refused. */
export function standingOf({
  proposal,
  approval,
  sealed,
  paused,
  cancelled,
  now,
  policy,
  stale,
}: Facts): EffectStanding {
  if (proposal.status !== "approved") {
    return { kind: "withdrawn", proposalStatus: proposal.status as ProposalStatus };
  }
  if (cancelled) return { kind: "cancelled" };
  if (paused) return { kind: "held", because: paused, until: null };
  if (proposal.executeAfter && proposal.executeAfter > now) {
    return { kind: "held", because: "undo-window", until: proposal.executeAfter };
  }
  const hash = inputHashOf({
    action: proposal.action,
    input: proposal.input,
    targets: proposal.targets as Record<string, number>,
  });
  if (hash !== proposal.inputHash || (approval && approval.inputHash !== hash) || !sealed) return { kind: "altered" };
  if (!approval && policy.verdict !== "execute") return { kind: "grant-gone" };
  const latest = Math.max(proposal.expiresAt.getTime(), (proposal.decidedAt?.getTime() ?? 0) + approvalLifetime);
  if (now.getTime() > latest) return { kind: "lapsed" };
  if (stale) return { kind: "stale", what: stale };
  return { kind: "go" };
}
