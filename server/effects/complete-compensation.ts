import type { CommandScope } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { effectsOfRun, isLeft } from "./effects-of-run.ts";

/**
 * A run that was taken back in part is taken back whole once the last effect that stood is reversed on its own. Changes
 * nothing of any other run.
 */
export async function completeCompensation(scope: CommandScope, runId: string): Promise<void> {
  const { tx } = scope;
  const known = await tx.run.findUnique({ where: { id: runId }, select: { compensation: true } });
  if (known?.compensation !== "partly") return;
  // two last effects that are reversed at once: the later one sees the other's end
  await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
  const effects = await effectsOfRun(tx, runId);
  if (effects.some(isLeft)) return;
  const turned = await tx.run.updateMany({
    where: { id: runId, compensation: "partly" },
    data: { compensation: "done" },
  });
  if (turned.count === 0) return;
  const reversed = effects.filter(({ standing }) => standing === "reversed").length;
  const rounds = await tx.runEntry.count({ where: { runId, kind: "run.compensated" } });
  const data = { compensation: "done", reversed, standing: 0, stands: [] };
  await appendRunEntry(scope, { runId, key: `run.compensated:last:${rounds}`, kind: "run.compensated", data });
  await scope.audit({ subject: { kind: "run", id: runId }, runId, data });
}
