import type { CommandScope } from "#server/commands/define-command.ts";
import { type Circuit, closedCircuit } from "./rules.ts";

type Tx = CommandScope["tx"];

function circuitOf(row: Awaited<ReturnType<Tx["circuit"]["findFirst"]>>): Circuit {
  if (!row) return closedCircuit;
  const { failures, openedAt, probeAt, probeBy } = row;
  const state = row.state === "open" || row.state === "half-open" ? row.state : "closed";
  return { state, failures, openedAt, probeAt, probeBy };
}

/** The circuit of a system as it stands, without waiting for anybody. */
export async function readCircuit(tx: Tx, target: string): Promise<Circuit> {
  return circuitOf(await tx.circuit.findFirst({ where: { target } }));
}

/**
 * The circuit of a system, held until this transaction ends. Whoever takes it holds an effect's proposal already or none,
 * and audits afterwards: so no two commands wait for each other.
 */
export async function lockCircuit({ tx, context }: CommandScope, target: string): Promise<Circuit> {
  const { workspaceId } = context;
  await tx.circuit.createMany({
    data: [{ workspaceId, target, updatedAt: context.clock.now() }],
    skipDuplicates: true,
  });
  await tx.$queryRaw`select 1 from circuit where workspace_id = ${workspaceId}::uuid and target = ${target} for update`;
  return readCircuit(tx, target);
}

/** Writes a locked circuit. */
export async function writeCircuit(
  { tx, context }: CommandScope,
  request: { target: string; circuit: Circuit; lastError?: string | null },
): Promise<void> {
  const { target, circuit, lastError } = request;
  await tx.circuit.update({
    where: { workspaceId_target: { workspaceId: context.workspaceId, target } },
    data: { ...circuit, updatedAt: context.clock.now(), ...(lastError === undefined ? {} : { lastError }) },
  });
}

/** Workspace and system in one text: what whoever waits for a circuit waits for. */
export const circuitKey = (workspaceId: string, target: string) => `${workspaceId}:${target}`;
