import type { CommandScope } from "#server/commands/define-command.ts";
import { newId } from "#server/kernel/ids.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { hashToken, newToken } from "#server/kernel/secrets.ts";

const longestHours = 72;

/**
 * A link to the page on which one proposal can be decided once, by this operator, as it is now. Its token stands in the
 * answer and nowhere else; the row keeps the hash.
 */
export async function issueDecisionLink(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  facts: { operatorId: string; proposal: { id: string; inputHash: string; expiresAt: Date } },
): Promise<{ url: string }> {
  const token = newToken("");
  const now = context.clock.now();
  const longest = new Date(now.getTime() + longestHours * 3_600_000);
  const { proposal, operatorId } = facts;
  await tx.decisionLink.create({
    data: {
      id: newId(),
      workspaceId: context.workspaceId,
      operatorId,
      proposalId: proposal.id,
      inputHash: proposal.inputHash,
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: proposal.expiresAt < longest ? proposal.expiresAt : longest,
    },
  });
  return { url: `${publicUrl()}/decide/${token}` };
}
