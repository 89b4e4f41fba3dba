import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
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
    const money = (minor: number, currency: string) => {
      const format = new Intl.NumberFormat("en-GB", { style: "currency", currency });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    };
    return {
      asOf: now.toISOString(),
      workspaceName: workspace.name,
      total: await tx.proposal.count({ where }),
      waiting: rows.map(({ id, title, agent, reason, stakeMinor, stakeCurrency, expiresAt }) => ({
        id,
        title,
        agent,
        reason,
        stake: stakeMinor !== null && stakeCurrency ? money(stakeMinor, stakeCurrency) : null,
        expiresAt: expiresAt.toISOString(),
      })),
    };
  },
});
