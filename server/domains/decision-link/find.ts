import { asAuthenticator, type Transaction } from "#server/db/transaction.ts";
import type { Clock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { hashToken } from "#server/kernel/secrets.ts";

/** Whom a link speaks for, and the one thing that it may decide. */
export type FoundLink = {
  id: string;
  proposalId: string;
  inputHash: string;
  expiresAt: Date;
  usedAt: Date | null;
  /** the operator, by their link: sees and decides nothing but this proposal */
  context: Context;
};

/** The link with this token, in a transaction of `asAuthenticator`; null when it is none of ours. */
export async function findLink(tx: Transaction, token: string, clock: Clock): Promise<FoundLink | null> {
  const row = await tx.decisionLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!row) return null;
  const { id, workspaceId, operatorId, proposalId, inputHash, expiresAt, usedAt } = row;
  const operator = await tx.operator.findFirst({ where: { id: operatorId, workspaceId }, select: { name: true } });
  if (!operator) return null;
  const actor = { kind: "operator" as const, id: operatorId, name: operator.name, sessionId: id, via: "link" as const };
  return { id, proposalId, inputHash, expiresAt, usedAt, context: { workspaceId, actor, clock } };
}

/** The same, in a transaction of its own. Changes nothing: whoever opens a link has not decided anything. */
export function readLink(token: string, clock: Clock): Promise<FoundLink | null> {
  return asAuthenticator((tx) => findLink(tx, token, clock));
}
