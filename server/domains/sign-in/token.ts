import type { Transaction } from "#server/db/transaction.ts";
import { newId } from "#server/kernel/ids.ts";
import { hashToken, newToken } from "#server/kernel/secrets.ts";

/** What a link is for: `setup` makes the first operator, `mail` signs an operator in. */
export type TokenPurpose = "setup" | "mail";

/** Makes a single-use token and keeps its hash; the answer is the only place where the token stands. */
export async function issueToken(
  tx: Transaction,
  input: {
    purpose: TokenPurpose;
    operator?: { workspaceId: string; email: string };
    now: Date;
    minutes: number;
  },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken("");
  const expiresAt = new Date(input.now.getTime() + input.minutes * 60_000);
  await tx.signInToken.create({
    data: {
      id: newId(),
      purpose: input.purpose,
      tokenHash: hashToken(token),
      workspaceId: input.operator?.workspaceId ?? null,
      email: input.operator?.email ?? null,
      createdAt: input.now,
      expiresAt,
    },
  });
  return { token, expiresAt };
}

/** Uses a token up: of any number of callers at once, one gets the answer and the others null. */
export async function useToken(
  tx: Transaction,
  input: { purpose: TokenPurpose; token: string; now: Date },
): Promise<{ workspaceId: string | null; email: string | null } | null> {
  const rows = await tx.$queryRaw<{ workspaceId: string | null; email: string | null }[]>`
    update sign_in_token set used_at = ${input.now}
    where token_hash = ${hashToken(input.token)} and purpose = ${input.purpose}
      and used_at is null and expires_at > ${input.now}
    returning workspace_id as "workspaceId", email`;
  return rows[0] ?? null;
}
