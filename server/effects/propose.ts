import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import {
  defaultExpiryHours,
  mostExpiryHours,
  newestOf,
  proposalIdOf,
  recordProposal,
} from "#server/domains/proposal/index.ts";
import {
  askedSchema,
  evidenceSchema,
  type PolicyDecision,
  type ProposalStatus,
} from "#server/domains/proposal/schema.ts";
import { exposureOf } from "#server/domains/run/index.ts";
import { openShadowMatch } from "#server/domains/shadow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { storableJson, storableText } from "#server/kernel/json-text.ts";
import { taints, worstOf } from "#server/kernel/taint.ts";
import { type Examined, examine } from "./examine.ts";
import { undoWindowOf } from "./undo-window.ts";

// text from outside may hold what a database text cannot
const words = (most: number) => z.string().overwrite((text) => storableText(text, most));
const storable = z.json().transform((value): unknown => JSON.parse(storableJson(value)));

const hour = 3_600_000;

/** A proposal's id, how it stands and what the policy said. */
export type Proposed = { proposalId: string; status: ProposalStatus; policy: PolicyDecision };

const statuses = { execute: "approved", ask: "pending", refuse: "refused" } as const;

/** What is proposed in shadow, by a whole run or by an agent that only observes, is kept to be compared and goes nowhere. */
function statusOf({ policy, policyFacts }: Pick<Examined, "policy" | "policyFacts">) {
  const inShadow = policyFacts.stage === "shadow" && policy.verdict !== "refuse";
  return inShadow || policy.rule === "level-observe" ? "shadow" : statuses[policy.verdict];
}

/**
 * Records an agent's proposal with what the policy says to it. Repeating the same (run, step, index) finds the first one.
 * An invalid input or an action outside the agent's declaration is recorded as refused, never thrown away.
 */
export const propose = defineCommand({
  name: "proposal.propose",
  input: z.object({
    runId: z.uuid(),
    /** the workflow's step id */
    step: z.string().min(1).max(200),
    /** which of the step's proposals this is */
    index: z.int().min(0).max(1000).default(0),
    agent: z.object({ name: z.string().min(1).max(64), mayPropose: z.array(z.string()).readonly() }),
    draft: z.object({
      action: z.string().min(1).max(64),
      input: storable,
      reason: words(2000),
      evidence: z.array(evidenceSchema.extend({ label: words(200) })).max(50),
      confidence: z.number().min(0).max(1),
      method: words(200),
      /** only ever makes it worse: the label is that of all that the run has come in touch with */
      taint: z.enum(taints).default("operator"),
      contactId: z.uuid().optional(),
    }),
    /** which of the agent's intents made it; null for what a workflow or a review task names itself */
    intent: z.string().min(1).max(100).nullable().default(null),
    /** what the agent was asked, so that it can be asked again with guidance */
    asked: storable.pipe(askedSchema).optional(),
    /** what happens when nobody decides, in the workflow's words */
    ifExpired: words(300).optional(),
    snapshotId: z.uuid().optional(),
    /** how long it waits for the operator */
    expiresInHours: z.number().positive().max(mostExpiryHours).default(defaultExpiryHours),
    /** the effect that this takes back */
    compensatesId: z.uuid().optional(),
  }),
  access: ["system", "agent"],
  run: async (scope, input): Promise<Proposed> => {
    const { tx, context } = scope;
    const { draft, agent, runId, step, index } = input;
    const id = proposalIdOf({ workspaceId: context.workspaceId, runId, step, index });
    const existing = await tx.proposal.findUnique({ where: { id } });
    if (!existing) {
      const taint = worstOf(draft.taint, (await exposureOf(tx, runId)).taint);
      const examined = await examine(scope, {
        proposalId: id,
        runId,
        intent: input.intent,
        confidence: draft.confidence,
        action: draft.action,
        input: draft.input,
        agent: agent.name,
        mayPropose: agent.mayPropose,
        taint,
        compensatesId: input.compensatesId ?? null,
      });
      const { action: _, ...facts } = examined;
      const status = statusOf(facts);
      await recordProposal(scope, {
        ...facts,
        intent: input.intent,
        executeAfter: status === "approved" ? await undoWindowOf(scope, examined.action) : null,
        id,
        runId,
        step,
        status,
        agent: agent.name,
        action: draft.action,
        reason: draft.reason,
        evidence: draft.evidence,
        confidence: draft.confidence,
        method: draft.method,
        taint,
        contactId: draft.contactId ?? null,
        snapshotId: input.snapshotId ?? null,
        compensatesId: input.compensatesId ?? null,
        asked: input.asked ?? null,
        ifExpired: input.ifExpired ?? null,
        expiresAt: new Date(context.clock.now().getTime() + input.expiresInHours * hour),
      });
      if (status === "shadow") await openShadowMatch(scope, { proposalId: id });
    }
    // how it stands is how its newest version stands: one that was withdrawn after guidance is made anew like any other
    const row = (await newestOf(tx, id)) ?? existing;
    if (!row) throw new AppError("internal", "A proposal that was just written is gone");
    return { proposalId: id, status: row.status as ProposalStatus, policy: row.policy as PolicyDecision };
  },
});
