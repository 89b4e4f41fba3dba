import { appendAudit } from "#server/commands/audit.ts";
import { asAuthenticator, enterWorkspace } from "#server/db/transaction.ts";
import type { Clock } from "#server/kernel/clock.ts";
import { hashToken } from "#server/kernel/secrets.ts";
import { type FoundLink, findLink } from "./find.ts";

/** Uses a link up: of any number of callers at once, one takes it. Written to the audit trail. */
export function takeDecisionLink(
  input: { token: string; decision: "approve" | "reject" },
  clock: Clock,
): Promise<{ link: FoundLink; taken: boolean } | null> {
  const now = clock.now();
  return asAuthenticator(async (tx) => {
    const rows = await tx.$executeRaw`
      update decision_link set used_at = ${now}
      where token_hash = ${hashToken(input.token)} and used_at is null and expires_at > ${now}`;
    const link = await findLink(tx, input.token, clock);
    if (!link) return null;
    if (rows === 1) {
      await enterWorkspace(tx, link.context.workspaceId);
      await appendAudit(tx, link.context, {
        action: "decision-link.use",
        subject: { kind: "proposal", id: link.proposalId },
        data: { linkId: link.id, decision: input.decision, inputHash: link.inputHash },
      });
    }
    return { link, taken: rows === 1 };
  });
}
