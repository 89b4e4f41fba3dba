import type { Transaction } from "#server/db/transaction.ts";

/** An operator as the sign-in needs them, before a workspace is known. */
export type KnownOperator = {
  id: string;
  workspaceId: string;
  email: string;
  name: string;
  /** PHC string; null when only links sign them in */
  passphraseHash: string | null;
};

const select = { id: true, workspaceId: true, email: true, name: true, passphraseHash: true };

/** The operator with this address, in a transaction of `asAuthenticator`. */
export function findOperatorByEmail(tx: Transaction, email: string): Promise<KnownOperator | null> {
  return tx.operator.findUnique({ where: { email }, select });
}

/** The first operator of this installation, in a transaction of `asAuthenticator`. */
export function findOwner(tx: Transaction): Promise<KnownOperator | null> {
  return tx.operator.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select });
}

/** Whether anybody can sign in here yet, in a transaction of `asAuthenticator`. */
export async function hasOperator(tx: Transaction): Promise<boolean> {
  return (await tx.operator.findFirst({ select: { id: true } })) !== null;
}
