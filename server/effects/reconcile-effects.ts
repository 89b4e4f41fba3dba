import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Context } from "#server/kernel/context.ts";
import { log } from "#server/kernel/log.ts";
import { executeEffect } from "./execute-effect.ts";

const minute = 60_000;

const listStranded = defineQuery({
  name: "effect.stranded",
  input: z.object({ limit: z.int().min(1).max(500) }),
  access: ["system"],
  run: async ({ tx, context }, { limit }): Promise<string[]> => {
    const now = context.clock.now();
    const rows = await tx.effect.findMany({
      where: {
        OR: [
          { status: "calling", leaseUntil: { lt: now } },
          { status: "intended", intendedAt: { lt: new Date(now.getTime() - minute) } },
        ],
      },
      select: { proposalId: true },
      orderBy: { intendedAt: "asc" },
      take: limit,
    });
    return rows.map((row) => row.proposalId);
  },
});

/**
 * Takes up what stopped half way in a workspace: intents that nobody carried out and claims whose lease ran out. Safe at
 * any time and from several processes at once. For start-up and a schedule.
 */
export async function reconcileEffects(request: {
  context: Context;
  limit?: number;
}): Promise<{ taken: number; open: number }> {
  const { context, limit = 100 } = request;
  const stranded = await listStranded.execute(context, { limit });
  let open = 0;
  for (const proposalId of stranded) {
    try {
      const outcome = await executeEffect({ context, proposalId });
      if (outcome.status === "held") open += 1;
    } catch (error) {
      open += 1;
      log.warn({ error, proposalId }, "an effect could not be reconciled yet");
    }
  }
  return { taken: stranded.length, open };
}
