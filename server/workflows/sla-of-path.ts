import type { Definition } from "./schema.ts";
import { everyStep } from "./walk.ts";

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * What a definition promises for the step or branch at a path, in milliseconds; "" is the whole run. Null where it
 * promises nothing there.
 */
export function withinOf(definition: Definition, path: string): number | null {
  const [id = "", branchId] = (path.split("/").at(-1) ?? "").replace(/\[\d+\]$/, "").split(":");
  const step = everyStep(definition).find((visited) => visited.step.id === id)?.step;
  const branch = step?.kind === "parallel" ? step.branches.find((one) => one.id === branchId) : undefined;
  const sla = path === "" ? definition.sla : branchId === undefined ? step?.sla : branch?.sla;
  return sla ? Number(sla.within.slice(0, -1)) * (units[sla.within.slice(-1)] ?? 0) : null;
}
