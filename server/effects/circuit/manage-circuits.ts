import { z } from "zod";
import { actions } from "#server/actions/registry.ts";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { lockCircuit, readCircuit, writeCircuit } from "./circuit-row.ts";
import { tell } from "./pass-circuit.ts";
import { closedCircuit } from "./rules.ts";
import { type CircuitView, circuitViewSchema } from "./schema.ts";

/** The actions that call a system. */
export function actionsOf(target: string): string[] {
  return actions.filter((action) => action.where === "outside" && action.system === target).map(({ name }) => name);
}

/** The breakers that have seen a failure, those that hold calls first. */
export const listCircuits = defineQuery({
  name: "circuit.list",
  input: z.object({}).nullish(),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx }): Promise<CircuitView[]> => {
    const rows = await tx.circuit.findMany({ orderBy: [{ state: "desc" }, { target: "asc" }], take: 100 });
    const views = rows.map(async (row) =>
      circuitViewSchema.parse({
        ...row,
        id: row.target,
        held:
          row.state === "closed"
            ? 0
            : await tx.effect.count({ where: { status: "intended", action: { in: actionsOf(row.target) } } }),
      }),
    );
    return Promise.all(views);
  },
});

/**
 * The operator lets the calls of a system go again, without waiting for the probe.
 * @throws AppError not_found when nothing is known of it
 */
export const resetCircuit = defineCommand({
  name: "circuit.reset",
  input: z.object({ id: z.string().min(1).max(100) }),
  access: ["operator"],
  run: async (scope, { id }): Promise<{ id: string }> => {
    const known = await scope.tx.circuit.count({ where: { target: id } });
    if (known === 0) throw new AppError("not_found", "There is no such outside system");
    const before = await lockCircuit(scope, id);
    await writeCircuit(scope, { target: id, circuit: closedCircuit });
    await scope.audit({ subject: { kind: "circuit", id }, data: { from: before.state, failures: before.failures } });
    await tell(scope, { target: id, before, after: closedCircuit, message: null });
    return { id };
  },
});

/** Whether calls of a system go out freely. */
export const circuitIsClosed = defineQuery({
  name: "circuit.isClosed",
  input: z.object({ target: z.string() }),
  access: ["system"],
  run: async ({ tx }, { target }): Promise<boolean> => (await readCircuit(tx, target)).state === "closed",
});
