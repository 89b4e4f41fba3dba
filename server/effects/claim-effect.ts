import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { isStoredHolderGone, ownIdentity } from "#server/kernel/process-identity.ts";
import { passCircuit } from "./circuit/pass-circuit.ts";
import { type EffectRecord, lockEffect } from "./locked-effect.ts";
import { leaseMilliseconds } from "./outcome.ts";
import { standingOfRun } from "./run-standing.ts";

/** A claim that was won, or why not. */
export type Claim =
  /** `resuming`: an earlier claimant may have called already */
  | { status: "claimed"; effect: EffectRecord; resuming: boolean }
  | { status: "busy"; until: Date }
  /** its outside system does not answer: the circuit breaker holds the call */
  | { status: "held"; until: Date }
  /** its run was paused or cancelled since the intent was written */
  | { status: "stopped" }
  | { status: "settled"; effect: EffectRecord };

/**
 * Claims an effect for one call. The lease counts up with every claim and fences: what an earlier claimant writes later is
 * refused. `calledAt` is written before the call and taken back only when nothing happened, so doubt is never forgotten.
 */
export const claimEffect = defineCommand({
  name: "effect.claim",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system", "operator"],
  run: async (scope, { proposalId }): Promise<Claim> => {
    const { tx, context } = scope;
    const now = context.clock.now();
    const { proposal, effect } = await lockEffect(tx, proposalId);
    if (effect.status !== "intended" && effect.status !== "calling") return { status: "settled", effect };
    const held = effect.status === "calling" && effect.leaseUntil !== null && effect.leaseUntil > now;
    if (held && effect.leaseUntil && !isStoredHolderGone(effect.holder)) {
      return { status: "busy", until: effect.leaseUntil };
    }
    const { paused, cancelled } = await standingOfRun(scope, proposal);
    if (paused || (cancelled && !effect.calledAt)) return { status: "stopped" };
    const action = findAction(effect.action);
    const target = action?.where === "outside" ? action.system : null;
    const silent = target === null ? null : await passCircuit(scope, { target, effectId: effect.id });
    if (silent) return { status: "held", until: silent.until };
    const claimed = await tx.effect.update({
      where: { id: effect.id },
      data: {
        status: "calling",
        lease: { increment: 1 },
        leaseUntil: new Date(now.getTime() + leaseMilliseconds),
        holder: ownIdentity(),
        calledAt: effect.calledAt ?? now,
        attempts: { increment: 1 },
      },
    });
    await appendRunEntry(scope, {
      runId: effect.runId,
      step: proposal.step,
      key: `${effect.id}:effect.called:${claimed.lease}`,
      kind: "effect.called",
      attempt: claimed.attempts - 1,
      data: { effectId: effect.id, proposalId, action: effect.action, lease: claimed.lease },
    });
    scope.changed({ topic: "run", id: effect.runId });
    return { status: "claimed", effect: claimed, resuming: effect.calledAt !== null };
  },
});
