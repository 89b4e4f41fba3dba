import { findAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { type PolicyReversal, supervisionPolicyOf } from "#server/policy/index.ts";

type Scope = Pick<CommandScope, "tx" | "context">;

/** The action that takes an executed effect back, with its input: computed by the action's own code from the receipt. */
export type DeclaredReversal = { action: string; input: unknown };

/** The declared way back of an executed effect; null where there is none. Pure. */
export function declaredReversal(effect: {
  action: string;
  input: unknown;
  receipt: unknown;
}): DeclaredReversal | null {
  const action = findAction(effect.action);
  if (action?.reversible.kind !== "by" || !action.reverse) return null;
  // a receipt that the operator's word stands in for names nothing that could be taken back
  const receipt = action.output.safeParse(effect.receipt);
  if (!receipt.success) return null;
  const reversing = findAction(action.reversible.action);
  const input = reversing?.input.safeParse(action.reverse({ input: effect.input, receipt: receipt.data }));
  return reversing && input?.success ? { action: reversing.name, input: input.data } : null;
}

/** Reads what the policy has to know of a proposal that takes an effect back, from the rows as they are now. */
export async function readReversal(
  { tx, context }: Scope,
  asked: { effectId: string; by: string; input: unknown },
): Promise<{ facts: PolicyReversal | null; problem: string | null }> {
  const effect = await tx.effect.findUnique({ where: { id: asked.effectId } });
  if (effect?.status !== "succeeded") {
    return { facts: null, problem: "What it would take back did not happen, or is taken back already." };
  }
  const run = await tx.run.findUnique({
    where: { id: effect.runId },
    select: { status: true, compensation: true },
  });
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { supervision: true },
  });
  const declared = declaredReversal(effect);
  return {
    problem: null,
    facts: {
      declared: declared !== null && hashOf(declared) === hashOf({ action: asked.by, input: asked.input }),
      where: findAction(asked.by)?.where ?? "outside",
      runFailed: run?.status === "failed" && run.compensation === "under-way",
      mode: supervisionPolicyOf(workspace.supervision).reversals,
    },
  };
}

/**
 * Whether another effect takes the same one back, or may have: then this one must not begin. Locks what is taken back, so
 * that of two reversals one is first.
 */
export async function reversedElsewhere(
  tx: CommandScope["tx"],
  reversal: { id: string; compensatesId: string },
): Promise<boolean> {
  const { id, compensatesId } = reversal;
  await tx.$queryRaw`select 1 from effect where id = ${compensatesId}::uuid for update`;
  const others = await tx.proposal.findMany({ where: { compensatesId, id: { not: id } }, select: { id: true } });
  const begun = await tx.effect.count({
    where: {
      proposalId: { in: others.map((other) => other.id) },
      status: { in: ["intended", "calling", "unknown", "succeeded"] },
    },
  });
  return begun > 0;
}
