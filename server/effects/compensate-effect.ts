import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Context } from "#server/kernel/context.ts";
import { propose } from "./propose.ts";

/** What came of asking for an effect to be taken back. */
export type Compensation =
  /** the effect never happened or is taken back already: nothing to do */
  | { status: "absent" }
  /** the action declares no way back */
  | { status: "irreversible" }
  /** the reversing action waits under the same policy as any other */
  | { status: "proposed"; proposalId: string };

const readEffect = defineQuery({
  name: "effect.read",
  input: z.object({ effectId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { effectId }) => {
    const effect = await tx.effect.findUnique({ where: { id: effectId } });
    return effect && { effect, proposal: await tx.proposal.findUniqueOrThrow({ where: { id: effect.proposalId } }) };
  },
});

/**
 * Takes an executed effect back by the action that reverses it. The reversal is itself a proposal and then an effect: the
 * policy and the operator see it like any other, and it happens exactly once. A no-op when the effect is absent.
 */
export async function compensateEffect(request: {
  context: Context;
  effectId: string;
  reason: string;
}): Promise<Compensation> {
  const { context, effectId, reason } = request;
  const found = await readEffect.execute(context, { effectId });
  if (found?.effect.status !== "succeeded") return { status: "absent" };
  const { effect, proposal } = found;
  const action = findAction(effect.action);
  if (action?.reversible.kind !== "by" || !action.reverse) return { status: "irreversible" };
  const { proposalId } = await propose.execute(context, {
    runId: effect.runId,
    step: `${proposal.step}:compensate`,
    index: 0,
    agent: { name: proposal.agent, mayPropose: [action.reversible.action] },
    draft: {
      action: action.reversible.action,
      input: action.reverse({ input: effect.input, receipt: effect.receipt }),
      reason,
      evidence: [],
      confidence: 1,
      method: "rule: the declared reversal of what was done",
      taint: proposal.taint,
      ...(proposal.contactId ? { contactId: proposal.contactId } : {}),
    },
    compensatesId: effectId,
  });
  return { status: "proposed", proposalId };
}
