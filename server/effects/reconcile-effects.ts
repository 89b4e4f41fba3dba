import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Context } from "#server/kernel/context.ts";
import { log } from "#server/kernel/log.ts";
import { isStoredHolderGone } from "#server/kernel/process-identity.ts";
import { actionsOf } from "./circuit/manage-circuits.ts";
import { executeEffect } from "./execute-effect.ts";

const minute = 60_000;

const listStranded = defineQuery({
  name: "effect.stranded",
  input: z.object({ limit: z.int().min(1).max(500) }),
  access: ["system"],
  run: async ({ tx, context }, { limit }): Promise<string[]> => {
    const now = context.clock.now();
    const silent = await tx.circuit.findMany({ where: { state: { not: "closed" } }, select: { target: true } });
    const rows = await tx.effect.findMany({
      where: {
        // what a circuit holds goes on with its probe, and keeps nothing else waiting here
        action: { notIn: silent.flatMap(({ target }) => actionsOf(target)) },
        OR: [{ status: "calling" }, { status: "intended", intendedAt: { lt: new Date(now.getTime() - minute) } }],
      },
      select: { proposalId: true, status: true, leaseUntil: true, holder: true },
      orderBy: { intendedAt: "asc" },
      take: limit,
    });
    const isStranded = (row: (typeof rows)[number]) =>
      row.status === "intended" || !row.leaseUntil || row.leaseUntil < now || isStoredHolderGone(row.holder);
    return rows.filter(isStranded).map((row) => row.proposalId);
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
