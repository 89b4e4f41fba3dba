import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Context } from "#server/kernel/context.ts";
import { lockEffect } from "./locked-effect.ts";
import { propose } from "./propose.ts";
import { declaredReversal } from "./reversal.ts";
import { compensationsOf } from "./step-compensation.ts";

/** What came of asking for an effect to be taken back. */
export type Compensation =
  /** the effect never happened or is taken back already: nothing to do */
  | { status: "absent" }
  /** nobody knows yet whether it happened: it is settled first, never reversed blindly */
  | { status: "unsettled" }
  /** its step says that it stays when the run fails */
  | { status: "kept" }
  /** the action declares no way back */
  | { status: "irreversible" }
  /** the reversing action waits under the same policy as any other */
  | { status: "proposed"; proposalId: string };

const open = ["pending", "approved", "executed"];

/** A reversal of the effect that may still happen, or did. */
async function openReversal(tx: CommandScope["tx"], effectId: string): Promise<string | null> {
  const found = await tx.proposal.findFirst({
    where: { compensatesId: effectId, status: { in: open } },
    select: { id: true },
  });
  return found?.id ?? null;
}

/** Puts the reversal of one effect before the policy: at most one at a time may be open. */
export const proposeReversal = defineCommand({
  name: "effect.compensate",
  input: z.object({ effectId: z.uuid(), reason: z.string().min(1).max(500), round: z.int().min(0).max(1_000) }),
  access: ["system", "operator"],
  run: async (scope, { effectId, reason, round }): Promise<Compensation> => {
    const { tx } = scope;
    const known = await tx.effect.findUnique({ where: { id: effectId }, select: { proposalId: true } });
    if (!known) return { status: "absent" };
    // whoever reverses it as well waits here, and then finds what this one proposed
    const { proposal, effect } = await lockEffect(tx, known.proposalId);
    if (["intended", "calling", "unknown"].includes(effect.status)) return { status: "unsettled" };
    if (effect.status !== "succeeded") return { status: "absent" };
    const waiting = await openReversal(tx, effectId);
    if (waiting) return { status: "proposed", proposalId: waiting };
    const wanted = (await compensationsOf(tx, proposal.runId))(proposal.id);
    if (wanted === "keep") return { status: "kept" };
    const reversal = wanted === "reverse" ? declaredReversal(effect) : wanted;
    if (!reversal) return { status: "irreversible" };
    const { proposalId } = await propose.within(scope, {
      runId: effect.runId,
      // named after the effect: a step may have several
      step: `${proposal.step.slice(0, 140)}:compensate:${effectId}`,
      index: round,
      agent: { name: proposal.agent, mayPropose: [reversal.action] },
      draft: {
        action: reversal.action,
        input: z.json().parse(JSON.parse(JSON.stringify(reversal.input))),
        reason,
        evidence: [{ kind: "run", id: effect.runId, label: proposal.title.slice(0, 200) }],
        confidence: 1,
        method:
          wanted === "reverse"
            ? "rule: the declared reversal of what was done"
            : "rule: the workflow's own compensation",
        taint: proposal.taint === "operator" ? "operator" : "outside",
        ...(proposal.contactId ? { contactId: proposal.contactId } : {}),
      },
      compensatesId: effectId,
    });
    return { status: "proposed", proposalId };
  },
});

/**
 * Takes an executed effect back by the action that reverses it. The reversal is itself a proposal and then an effect: the
 * policy and the operator see it like any other, and it happens at most once. A no-op when the effect is absent.
 * @param request.round tells a later try from the one before, whose reversal was rejected or failed
 */
export function compensateEffect(request: {
  context: Context;
  effectId: string;
  reason: string;
  round?: number;
}): Promise<Compensation> {
  const { context, effectId, reason, round = 0 } = request;
  return proposeReversal.execute(context, { effectId, reason, round });
}

/** Whether an action can be taken back at all, other than by its step's own compensation. */
export function isReversible(action: string): boolean {
  return findAction(action)?.reversible.kind === "by";
}
