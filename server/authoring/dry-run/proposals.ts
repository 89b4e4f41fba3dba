import { findAction } from "#server/actions/registry.ts";
import type { ProposalDraft } from "#server/agents/contract.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { examine } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { type Taint, worstOf } from "#server/kernel/taint.ts";
import type { Plain } from "#server/workflows/expressions/index.ts";
import type { Place } from "#server/workflows/interpreter/index.ts";
import type { DryProposal } from "../schema.ts";
import { chosen, type DryRecord, type Settled } from "./record.ts";

/** Examines a draft as a real proposal is: exact preview, stake, the policy's answer. Recorded in memory only. */
export async function dryPropose(
  record: DryRecord,
  place: Place,
  made: {
    context: Context;
    draft: ProposalDraft;
    agent: { name: string; mayPropose: readonly string[] };
    /** of what the trial works on */
    taint: Taint;
  },
): Promise<DryProposal> {
  const { context, draft, agent } = made;
  const taint = worstOf(made.taint, ...(draft.taint ? [draft.taint] : []));
  const examined = await inWorkspace(context.workspaceId, (tx) =>
    examine(
      { tx, context },
      {
        action: draft.action,
        input: draft.input,
        proposalId: newId(),
        runId: null,
        intent: null,
        confidence: draft.confidence,
        agent: agent.name,
        mayPropose: agent.mayPropose,
        taint,
        compensatesId: null,
      },
    ),
  );
  const { title, preview, policy, risk, stake, input } = examined;
  const { reason, evidence, confidence, method, action } = draft;
  const path = `${record.prefix}${place.path}`;
  const id = `dry:${path}:${record.proposals.filter((other) => other.path === path).length}`;
  const facts = { title, preview, policy, risk, stake, input, reason, evidence, confidence, method, taint, action };
  const proposal: DryProposal = { ...facts, id, path, agent: agent.name, outcome: "open" };
  record.proposals.push(proposal);
  return proposal;
}

const asPlain = (value: unknown): Plain => JSON.parse(JSON.stringify(value ?? null));

/** Brings a proposal to the end that policy and choices give it; its receipt is foreseen where the action can. */
export function drySettle(record: DryRecord, place: Place, proposalId: string): Settled {
  const proposal = record.proposals.find(({ id }) => id === proposalId);
  const none = { proposalId, receipt: null };
  if (!proposal) return { ...none, status: "expired", reason: "There is no such proposal" };
  if (proposal.outcome === "withdrawn") return { ...none, status: "expired", reason: "It was withdrawn" };
  const { verdict, explanation } = proposal.policy;
  if (verdict === "refuse") {
    proposal.outcome = "refused";
    return { ...none, status: "refused", reason: explanation };
  }
  if (verdict === "ask" && chosen(record, place, "approvals") === "reject") {
    proposal.outcome = "rejected";
    return { ...none, status: "rejected", reason: "Rejected in this trial" };
  }
  proposal.outcome = "executed";
  const receipt = findAction(proposal.action)?.foresee?.(proposal.input);
  return { proposalId, status: "executed", reason: null, receipt: asPlain(receipt) };
}
