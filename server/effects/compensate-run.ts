import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type DoneEffect, effectsOfRun } from "./effects-of-run.ts";

const because = z.string().trim().min(1).max(500);

/** How often the run's effects were asked to be taken back. */
function roundsSoFar(tx: CommandScope["tx"], runId: string): Promise<number> {
  return tx.runEntry.count({ where: { runId, kind: "run.compensating" } });
}

/** Marks a failed run as being taken back, by compare-and-swap. @returns the round, or null when it is not to begin */
async function begin(
  scope: CommandScope,
  given: { runId: string; because: string; after: readonly (string | null)[] },
): Promise<number | null> {
  const { tx } = scope;
  const { runId, after } = given;
  await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
  const run = await tx.run.findUnique({ where: { id: runId }, select: { status: true, compensation: true } });
  if (run?.status !== "failed" || !after.includes(run.compensation)) return null;
  const round = (await roundsSoFar(tx, runId)) + 1;
  await tx.run.update({ where: { id: runId }, data: { compensation: "under-way" } });
  await appendRunEntry(scope, {
    runId,
    key: `run.compensating:${round}`,
    kind: "run.compensating",
    data: { because: given.because, round, by: scope.context.actor.kind },
  });
  await scope.audit({ subject: { kind: "run", id: runId }, reason: given.because, runId, data: { round } });
  scope.changed({ topic: "run", id: runId });
  return round;
}

/**
 * Asks for everything that a failed run did to be taken back, newest first. What could not be taken back the last time is
 * tried again.
 * @throws AppError not_found; conflict when the run has not failed, or is being or has been taken back
 */
export const compensateRun = defineCommand({
  name: "run.compensate",
  input: z.object({ id: z.uuid(), because: because.default("Asked for by you") }),
  access: ["operator", "api_key", "system"],
  scope: "runs:write",
  run: async (scope, { id, because: why }): Promise<{ id: string; round: number }> => {
    const round = await begin(scope, { runId: id, because: why, after: [null, "partly"] });
    if (round === null) {
      const found = await scope.tx.run.findUnique({ where: { id }, select: { status: true, compensation: true } });
      if (!found) throw new AppError("not_found", "There is no such run");
      const words =
        found.status !== "failed"
          ? "Only what a failed run did can be taken back as a whole"
          : found.compensation === "done"
            ? "What it did is taken back already"
            : "What it did is being taken back already";
      throw new AppError("conflict", words);
    }
    const { workspaceId } = scope.context;
    await scope.emit("run.compensation-requested", { workspaceId, runId: id, because: why });
    return { id, round };
  },
});

/**
 * Takes up a request to take a run back, whoever made it. A repeat finds the round that is under way; a late one, after
 * the end, changes nothing. @returns the round, or null when there is nothing to do
 */
export const beginCompensation = defineCommand({
  name: "run.beginCompensation",
  input: z.object({ runId: z.uuid(), because }),
  access: ["system"],
  run: async (scope, { runId, because: why }): Promise<{ round: number | null }> => {
    const begun = await begin(scope, { runId, because: why, after: [null] });
    if (begun !== null) return { round: begun };
    const run = await scope.tx.run.findUnique({ where: { id: runId }, select: { compensation: true } });
    return { round: run?.compensation === "under-way" ? await roundsSoFar(scope.tx, runId) : null };
  },
});

/** What there is to take back of a run, newest first: what stands, and what has to be settled before. */
export const planCompensation = defineQuery({
  name: "run.planCompensation",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }): Promise<Pick<DoneEffect, "effectId" | "proposalId" | "title" | "standing">[]> =>
    (await effectsOfRun(tx, runId))
      // of what cannot be taken back it makes no difference whether it happened
      .filter((effect) => effect.reversible && (effect.standing === "stands" || effect.standing === "unsettled"))
      .map(({ effectId, proposalId, title, standing }) => ({ effectId, proposalId, title, standing })),
});

/** Whether nobody knows yet how an effect ended, and the operator has not said that it may stay so. */
export const effectIsUnsettled = defineQuery({
  name: "effect.unsettled",
  input: z.object({ effectId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { effectId }): Promise<boolean> => {
    const effect = await tx.effect.findUnique({ where: { id: effectId } });
    if (!effect || !["intended", "calling", "unknown"].includes(effect.status)) return false;
    return (await tx.proposal.count({ where: { id: effect.proposalId, status: "approved" } })) > 0;
  },
});
