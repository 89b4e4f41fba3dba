import { z } from "zod";
import { inWorkspace } from "#server/db/transaction.ts";
import { getProposal } from "#server/domains/proposal/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { type FoundLink, readLink } from "./find.ts";
import { countLinkUse } from "./rate-limit.ts";
import type { LinkedProposal } from "./schema.ts";

/** A link's token, as the mail carries it: 256 bits in base64url. */
export const linkTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be a whole link");

const changed = "It changed after this mail was sent. Sign in to see it as it is now.";

async function linked(link: FoundLink, now: Date): Promise<LinkedProposal> {
  if (link.usedAt) return { state: "used" };
  const { proposalId, context } = link;
  const proposal = await getProposal.execute(context, { proposalId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!proposal) return { state: "unknown" };
  if (proposal.status === "replaced" || proposal.inputHash !== link.inputHash) {
    return { state: "stale", message: changed };
  }
  if (proposal.status === "expired") return { state: "expired" };
  if (proposal.status !== "pending") return { state: "stale", message: "It has already been decided." };
  if (link.expiresAt <= now || proposal.expiresAt <= now) return { state: "expired" };
  const { name } = await inWorkspace(context.workspaceId, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId }, select: { name: true } }),
  );
  return { state: "open", proposal, workspaceName: name, expiresAt: link.expiresAt };
}

/**
 * What a mailed link leads to. Decides nothing and does not use the link up: mail programs and scanners open links too.
 * @throws AppError invalid | limit
 */
export async function openDecisionLink(
  raw: unknown,
  caller: { address: string },
  clock: Clock = systemClock,
): Promise<LinkedProposal> {
  const { token } = parseInput(z.object({ token: linkTokenSchema }), raw);
  await countLinkUse("open", caller);
  const link = await readLink(token, clock);
  return link ? linked(link, clock.now()) : { state: "unknown" };
}
