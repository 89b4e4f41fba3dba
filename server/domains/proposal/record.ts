import { z } from "zod";
import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import type { CalibratedConfidence } from "#server/policy/confidence.ts";
import type { PolicyFacts } from "#server/policy/index.ts";
import type {
  Asked,
  Evidence,
  OutsideSpan,
  PolicyDecision,
  Preview,
  ProposalCard,
  ProposalStatus,
  Risk,
} from "./schema.ts";
import { sealOfYes } from "./seal.ts";

/** Everything a proposal is made of, computed and checked by the caller. */
export type ProposalFacts = {
  id: string;
  runId: string;
  step: string;
  agent: string;
  action: string;
  input: unknown;
  inputHash: string;
  targets: Record<string, number>;
  preview: Preview;
  fields: ProposalCard["fields"];
  title: string;
  reason: string;
  evidence: Evidence[];
  confidence: number;
  method: string;
  risk: Risk;
  taint: ProposalCard["taint"];
  contactId: string | null;
  policy: PolicyDecision;
  /** all that the policy was told */
  policyFacts: PolicyFacts;
  /** its confidence as decisions have borne it out */
  calibrated: CalibratedConfidence | null;
  /** it would run by itself, and is put to the operator as a check */
  sampled: boolean;
  /** what of the input came from outside */
  outside: OutsideSpan[];
  /** which of its agent's intents made it; null for what a workflow or a review task names itself */
  intent: string | null;
  snapshotId: string | null;
  stake: { amountMinor: number; currency: string } | null;
  status: Extract<ProposalStatus, "pending" | "approved" | "refused" | "shadow">;
  expiresAt: Date;
  compensatesId: string | null;
  /** for what is approved by the policy and can be taken back only before it happens: not executed before this time */
  executeAfter?: Date | null;
  /** what its agent was asked; null where no agent can be asked again */
  asked?: Asked | null;
  /** the proposal whose guidance this one answers */
  answersId?: string | null;
  /** what happens when nobody decides, in the workflow's words */
  ifExpired?: string | null;
};

const json = z.json().transform((value) => value as Prisma.InputJsonValue);

/**
 * Writes a proposal, its log entries, its audit entry and `proposal.made`, which nobody hears of one in shadow.
 * @returns whether it was written now
 */
export async function recordProposal(scope: CommandScope, facts: ProposalFacts): Promise<boolean> {
  const { tx, context } = scope;
  const { stake, calibrated: _, asked, ...columns } = facts;
  const { workspaceId } = context;
  const now = context.clock.now();
  const written = await tx.proposal.createMany({
    skipDuplicates: true,
    data: [
      {
        ...columns,
        workspaceId,
        seal: facts.status === "approved" ? sealOfYes({ ...columns, workspaceId }, { approvalId: null }) : null,
        input: json.parse(facts.input),
        ...(asked ? { asked: json.parse(asked) } : {}),
        policyFacts: json.parse(facts.policyFacts),
        ...(facts.calibrated ? { calibrated: facts.calibrated } : {}),
        stakeMinor: stake?.amountMinor ?? null,
        stakeCurrency: stake?.currency ?? null,
        createdAt: now,
        decidedAt: ["pending", "shadow"].includes(facts.status) ? null : now,
      },
    ],
  });
  if (written.count === 0) return false;
  const common = { runId: facts.runId, step: facts.step };
  await appendRunEntry(scope, {
    ...common,
    key: `${facts.id}:proposal.made`,
    kind: "proposal.made",
    data: {
      proposalId: facts.id,
      action: facts.action,
      title: facts.title,
      confidence: facts.confidence,
      method: facts.method,
      inputHash: facts.inputHash,
    },
  });
  await appendRunEntry(scope, {
    ...common,
    key: `${facts.id}:policy.decided`,
    kind: "policy.decided",
    data: { proposalId: facts.id, ...facts.policy },
  });
  await scope.audit({
    subject: { kind: "proposal", id: facts.id },
    runId: facts.runId,
    reason: facts.reason,
    ...(facts.snapshotId ? { snapshotId: facts.snapshotId } : {}),
    data: {
      action: facts.action,
      inputHash: facts.inputHash,
      targets: facts.targets,
      taint: facts.taint,
      policy: facts.policy,
    },
  });
  if (facts.status !== "shadow") {
    await scope.emit("proposal.made", { workspaceId, proposalId: facts.id, runId: facts.runId });
  }
  scope.changed({ topic: "proposal", id: facts.id });
  return true;
}
