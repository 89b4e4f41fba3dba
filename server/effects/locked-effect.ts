import type { CommandScope } from "#server/commands/define-command.ts";
import type { ClosedProposal } from "#server/domains/proposal/index.ts";
import { AppError } from "#server/kernel/errors.ts";

type Tx = CommandScope["tx"];

/** An effect's row. */
export type EffectRecord = NonNullable<Awaited<ReturnType<Tx["effect"]["findUnique"]>>>;

/**
 * Locks a proposal, which stands for its effect too: whoever decides, claims or settles takes this row first, and before
 * anything is audited, so that no two commands can wait for each other.
 * @throws AppError not_found
 */
export async function lockProposal(
  tx: Tx,
  proposalId: string,
): Promise<{ proposal: ClosedProposal; effect: EffectRecord | null }> {
  await tx.$queryRaw`select 1 from proposal where id = ${proposalId}::uuid for update`;
  const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
  if (!proposal) throw new AppError("not_found", "There is no such proposal");
  return { proposal, effect: await tx.effect.findUnique({ where: { proposalId } }) };
}

/**
 * The same for an effect that must exist.
 * @throws AppError not_found
 */
export async function lockEffect(
  tx: Tx,
  proposalId: string,
): Promise<{ proposal: ClosedProposal; effect: EffectRecord }> {
  const { proposal, effect } = await lockProposal(tx, proposalId);
  if (!effect) throw new AppError("not_found", "There is no such effect");
  return { proposal, effect };
}
