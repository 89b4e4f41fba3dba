import { agentMetas } from "#server/agents/meta.ts";
import type { CommandScope } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type MemoryAccess, type MemoryCell, memoryKinds, memoryTiers } from "./schema.ts";

type Scope = Pick<CommandScope, "tx" | "context">;

/** One reader of memory, as it is declared. */
type Declaration = {
  name: string;
  purpose: string;
  memory: { read: readonly MemoryCell["tier"][]; write: readonly MemoryCell["tier"][] };
};

/** Who remembers where a definition says so: a step without an agent. */
export const workflowWriter = "workflow";

/** Every reader that the matrix holds: the agents as they are declared, and the steps of workflows. */
export const declarations: readonly Declaration[] = [
  ...agentMetas,
  {
    name: workflowWriter,
    purpose: "Steps of workflows that remember, as their definitions say. What they write comes from the run's facts.",
    memory: { read: [], write: memoryTiers },
  },
];

/** Every place in the matrix. */
export const allCells: readonly MemoryCell[] = memoryTiers.flatMap((tier) =>
  memoryKinds.map((kind) => ({ tier, kind })),
);

/** Who stands outside the matrix: the operator, and who holds a key that the operator gave out. */
const unbounded = new Set(["operator", "api"]);

/** What a boundary refused. */
export type Refusal = { agent: string; access: "read" | "write"; cells: MemoryCell[] };

/** Thrown where an agent would write what it may not; `refusal` is for `noteRefusal`. */
export class BoundaryRefused extends AppError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super("forbidden", refusalWords(refusal));
    this.refusal = refusal;
  }
}

/** What a declaration says of a cell. */
export function declaredAccess({ memory }: Declaration, { tier }: MemoryCell): MemoryAccess {
  if (memory.write.includes(tier)) return "write";
  return memory.read.includes(tier) ? "read" : "none";
}

/** "The crm agent may not read fact or summary in profile memory". */
export function refusalWords({ agent, access, cells }: Refusal): string {
  const places = memoryTiers.flatMap((tier) => {
    const kinds = cells.filter((cell) => cell.tier === tier).map(({ kind }) => kind);
    if (kinds.length === 0) return [];
    return `${kinds.length === memoryKinds.length ? "anything" : kinds.join(" or ")} in ${tier} memory`;
  });
  const who = agent === workflowWriter ? "A workflow's step" : `The ${agent} agent`;
  return `${who} may not ${access} ${places.join(", nor ")}`;
}

/** What holds for one reader now, cell by cell; whoever nobody declared may do nothing. */
export async function accessOf({ tx }: Scope, reader: string): Promise<(MemoryCell & { access: MemoryAccess })[]> {
  if (unbounded.has(reader)) return allCells.map((cell) => ({ ...cell, access: "write" }));
  const declared = declarations.find(({ name }) => name === reader);
  if (!declared) return allCells.map((cell) => ({ ...cell, access: "none" }));
  const set = await tx.memoryBoundary.findMany({ where: { agent: reader } });
  return allCells.map((cell) => {
    const own = set.find(({ tier, kind }) => tier === cell.tier && kind === cell.kind);
    // safe cast: the table takes these three only
    return { ...cell, access: (own?.access as MemoryAccess | undefined) ?? declaredAccess(declared, cell) };
  });
}

/**
 * What a reader may read, for the filter of a query: rows of other tiers and kinds are not looked at.
 * @param reader an agent's name, `workflow`, `operator` or `api`
 */
export async function readableBy(scope: Scope, reader: string): Promise<MemoryCell[]> {
  const cells = await accessOf(scope, reader);
  return cells.filter(({ access }) => access !== "none").map(({ tier, kind }) => ({ tier, kind }));
}

/**
 * Refuses a write that the matrix does not allow. The caller's transaction falls with it, so the refusal is written down
 * afterwards, by `noteRefusal`.
 * @throws BoundaryRefused
 */
export async function requireWritable(scope: Scope, agent: string, tier: string, kind: string): Promise<void> {
  const cells = await accessOf(scope, agent);
  const cell = cells.find((own) => own.tier === tier && own.kind === kind);
  if (!cell) throw new AppError("invalid", `There is no ${kind} in ${tier} memory`);
  if (cell.access !== "write") {
    throw new BoundaryRefused({ agent, access: "write", cells: [{ tier: cell.tier, kind: cell.kind }] });
  }
}
