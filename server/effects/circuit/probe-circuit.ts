import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Context } from "#server/kernel/context.ts";
import { log } from "#server/kernel/log.ts";
import { executeEffect } from "../execute-effect.ts";
import { readCircuit } from "./circuit-row.ts";
import { actionsOf } from "./manage-circuits.ts";

/** How many held effects are offered at most: those whose approval lapsed meanwhile say nothing of the system. */
const mostOffers = 20;

const heldEffects = defineQuery({
  name: "circuit.held",
  input: z.object({ target: z.string(), limit: z.int() }),
  access: ["system"],
  run: async ({ tx, context }, { target, limit }): Promise<string[]> => {
    const now = context.clock.now();
    const rows = await tx.effect.findMany({
      where: {
        action: { in: actionsOf(target) },
        OR: [{ status: "intended" }, { status: "calling", leaseUntil: { lt: now } }],
      },
      orderBy: [{ intendedAt: "asc" }, { id: "asc" }],
      select: { proposalId: true },
      take: limit,
    });
    return rows.map((row) => row.proposalId);
  },
});

const dueCircuit = defineQuery({
  name: "circuit.due",
  input: z.object({ target: z.string() }),
  access: ["system"],
  run: async ({ tx, context }, { target }): Promise<boolean> => {
    const { state, probeAt } = await readCircuit(tx, target);
    return state !== "closed" && (probeAt === null || probeAt <= context.clock.now());
  },
});

/** The systems whose breaker is due for a probe: what the supervisor's round takes up when a wake-up was lost. */
export const dueCircuits = defineQuery({
  name: "circuit.allDue",
  input: z.object({}),
  access: ["system"],
  run: async ({ tx, context }): Promise<string[]> => {
    const rows = await tx.circuit.findMany({
      where: { state: { not: "closed" }, probeAt: { lte: context.clock.now() } },
      select: { target: true },
    });
    return rows.map((row) => row.target);
  },
});

/**
 * Lets the oldest held call through to see whether the system answers again. Which one goes out is decided by the
 * circuit's row: called from several places at once, one call goes out.
 * @returns how many effects were offered; 0 when nothing is held: then the next call of the system is the probe
 */
export async function probeCircuit(request: { context: Context; target: string }): Promise<{ offered: number }> {
  const { context, target } = request;
  const held = await heldEffects.execute(context, { target, limit: mostOffers });
  let offered = 0;
  for (const proposalId of held) {
    if (!(await dueCircuit.execute(context, { target }))) break;
    offered += 1;
    try {
      await executeEffect({ context, proposalId });
    } catch (error) {
      // its claim's holder goes on with it, or the next round does
      log.info({ error, proposalId, target }, "a held call could not be offered as a probe");
    }
  }
  return { offered };
}
