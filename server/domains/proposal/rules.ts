import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import type { ProposalStatus } from "./schema.ts";

const hour = 3_600_000;

/** How long a proposal waits for the operator unless its workflow says otherwise, in hours. */
export const defaultExpiryHours = 7 * 24;

/** How long an approval may wait for its execution (a paused workspace), in milliseconds. */
export const approvalLifetime = 24 * hour;

/** Longest wait that a workflow may ask for, in hours. */
export const mostExpiryHours = 90 * 24;

/** What an approval binds to: the action, its exact input, and the versions of the records that it was computed against. */
export function inputHashOf(facts: { action: string; input: unknown; targets: Record<string, number> }): string {
  return hashOf({ action: facts.action, input: facts.input, targets: facts.targets });
}

/** The id of a step's n-th proposal: a retried step lands on the same row. */
export function proposalIdOf(facts: { workspaceId: string; runId: string; step: string; index: number }): string {
  return stableId("proposal", facts.workspaceId, facts.runId, facts.step, String(facts.index));
}

/** The id of the proposal that takes another's place. There is at most one, because only a pending one can be replaced. */
export function successorIdOf(proposalId: string): string {
  return stableId("successor", proposalId);
}

/** The id of the proposal that answers another's guidance. There is at most one, because only a pending one is returned. */
export function answerIdOf(proposalId: string): string {
  return stableId("answer", proposalId);
}

/** Which target versions differ, in the operator's words: "invoice changed (version 3, now 4)". */
export function changedTargets(before: Record<string, number>, now: Record<string, number>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((key) => before[key] !== now[key])
    .map((key) => {
      const noun = key.split(":")[0] ?? key;
      return now[key] === undefined ? `the ${noun} is gone` : `the ${noun} has changed since`;
    });
}

const already: Record<Exclude<ProposalStatus, "pending">, string> = {
  approved: "It has already been approved, here or on another device",
  rejected: "It has already been rejected, here or on another device",
  returned: "It has already gone back to its agent with your guidance: look at the answer",
  expired: "It expired before it was decided",
  replaced: "A newer version has taken its place: look at that one",
  refused: "The policy refused it",
  executed: "It has already been done",
  failed: "It was approved and failed: see its run",
  shadow: "It was made in shadow: it is compared with what you do, and cannot be carried out",
};

/** Why a decision on a proposal cannot stand, as the error for the operator. */
export function decisionRefusal(
  proposal: { status: string; inputHash: string; expiresAt: Date } | null,
  request: { inputHash?: string; now: Date },
): AppError {
  if (!proposal) return new AppError("not_found", "There is no such proposal");
  if (proposal.status !== "pending") {
    const words = already[proposal.status as Exclude<ProposalStatus, "pending">];
    return new AppError("conflict", words ?? "It has already been decided");
  }
  if (request.inputHash !== undefined && proposal.inputHash !== request.inputHash) {
    return new AppError("precondition", "It changed after you opened it: look again before you decide");
  }
  if (proposal.expiresAt <= request.now) return new AppError("conflict", already.expired);
  return new AppError("conflict", "It was decided at this moment on another device");
}
