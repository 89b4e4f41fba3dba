import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { formatMoney, type Money, moneyOf } from "#server/kernel/money.ts";
import type { LastQueue } from "./schema.ts";

const most = 50;

/** The queue as a device keeps it for when it is offline: what expires first, first. No input, no hash: nothing to decide by. */
export const lastQueue = defineQuery({
  name: "delivery.last-queue",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<LastQueue> => {
    const now = context.clock.now();
    const where = { status: "pending", expiresAt: { gt: now } };
    const rows = await tx.proposal.findMany({ where, orderBy: [{ expiresAt: "asc" }, { id: "asc" }], take: most });
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const inWords = (stake: Money | null) => (stake ? formatMoney(stake, "en-GB") : null);
    return {
      asOf: now.toISOString(),
      workspaceName: workspace.name,
      total: await tx.proposal.count({ where }),
      waiting: rows.map(({ id, title, agent, reason, stakeMinor, stakeCurrency, expiresAt }) => ({
        id,
        title,
        agent,
        reason,
        stake: inWords(moneyOf(stakeMinor, stakeCurrency)),
        expiresAt: expiresAt.toISOString(),
      })),
    };
  },
});
