import { createHmac } from "node:crypto";
import { canonicalJson } from "#server/kernel/canonical-json.ts";
import { derivedSecret, sameText } from "#server/kernel/secrets.ts";
import type { ClosedProposal } from "./close.ts";

/** What a yes is given to: everything of a proposal that the decider was shown or that says what is done. */
export type Sealed = Pick<
  ClosedProposal,
  | "id"
  | "workspaceId"
  | "runId"
  | "step"
  | "agent"
  | "intent"
  | "action"
  | "inputHash"
  | "title"
  | "reason"
  | "evidence"
  | "taint"
>;

/** Who said yes: a decision of the operator, or the policy by itself. */
type Yes = { approvalId: string; decidedBy: string } | { approvalId: null };

/**
 * The seal of a yes: HMAC-SHA-256 (RFC 2104), under a key of this installation, over the proposal as it was shown and who
 * said yes to it. Whoever can write rows but has not the key can neither alter an approved proposal with its hash and its
 * approval together, nor write an approval of their own.
 */
export function sealOfYes(proposal: Sealed, yes: Yes): string {
  const { id, workspaceId, runId, step, agent, intent, action, inputHash, title, reason, evidence, taint } = proposal;
  const shown = { id, workspaceId, runId, step, agent, intent, action, inputHash, title, reason, evidence, taint };
  return createHmac("sha256", derivedSecret("yes")).update(canonicalJson({ shown, yes })).digest("hex");
}

/** Whether the yes that a proposal rests on was given to it as it is now. */
export function yesHolds(
  proposal: ClosedProposal,
  approval: { id: string; decidedBy: string; seal: string | null } | null,
): boolean {
  const yes = approval ? { approvalId: approval.id, decidedBy: approval.decidedBy } : { approvalId: null };
  const given = approval ? approval.seal : proposal.seal;
  return given !== null && sameText(given, sealOfYes(proposal, yes));
}
