import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { type EffectRecord, lockEffect } from "./locked-effect.ts";
import { leaseMilliseconds } from "./outcome.ts";

/** A claim that was won, or why not. */
export type Claim =
  /** `resuming`: an earlier claimant may have called already */
  | { status: "claimed"; effect: EffectRecord; resuming: boolean }
  | { status: "busy"; until: Date }
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
    if (effect.status === "calling" && effect.leaseUntil && effect.leaseUntil > now) {
      return { status: "busy", until: effect.leaseUntil };
    }
    const claimed = await tx.effect.update({
      where: { id: effect.id },
      data: {
        status: "calling",
        lease: { increment: 1 },
        leaseUntil: new Date(now.getTime() + leaseMilliseconds),
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
