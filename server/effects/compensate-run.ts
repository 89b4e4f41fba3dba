import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type DoneEffect, effectsOfRun, isLeft } from "./effects-of-run.ts";

const because = z.string().trim().min(1).max(500);

/** How often the run's effects were asked to be taken back. */
function roundsSoFar(tx: CommandScope["tx"], runId: string): Promise<number> {
  return tx.runEntry.count({ where: { runId, kind: "run.compensating" } });
}

/** Why a run is to be taken back, and of which runs that may be asked. */
type Wish = {
  runId: string;
  because: string;
  /** how far it may have been taken back before */
  after: readonly (string | null)[];
  /** a run that ended in any way: what has not failed is reversed only as the operator approves */
  anyEnd: boolean;
  /** the event that says what was wrong with what it did */
  eventId?: string | undefined;
};

const ends = ["succeeded", "failed", "cancelled"];

/** Marks a run that is over as being taken back, by compare-and-swap. @returns the round, or null when it is not to begin */
async function begin(scope: CommandScope, wish: Wish): Promise<number | null> {
  const { tx } = scope;
  const { runId, because: why, after, anyEnd, eventId } = wish;
  await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
  const run = await tx.run.findUnique({ where: { id: runId }, select: { status: true, compensation: true } });
  const ended = run && (anyEnd ? ends.includes(run.status) : run.status === "failed");
  if (!ended || !after.includes(run.compensation)) return null;
  const round = (await roundsSoFar(tx, runId)) + 1;
  await tx.run.update({ where: { id: runId }, data: { compensation: "under-way" } });
  await appendRunEntry(scope, {
    runId,
    key: `run.compensating:${round}`,
    kind: "run.compensating",
    data: { because: why, round, by: scope.context.actor.kind, eventId: eventId ?? null },
  });
  await scope.audit({ subject: { kind: "run", id: runId }, reason: why, runId, data: { round } });
  scope.changed({ topic: "run", id: runId });
  return round;
}

/** Why a run cannot be asked to be taken back, in words. @throws AppError not_found */
async function refusal(tx: CommandScope["tx"], id: string, anyEnd: boolean): Promise<AppError> {
  const found = await tx.run.findUnique({ where: { id }, select: { status: true, compensation: true } });
  if (!found) return new AppError("not_found", "There is no such run");
  if (anyEnd && !ends.includes(found.status)) return new AppError("conflict", "It is still going on: cancel it first");
  if (!anyEnd && found.status !== "failed") {
    return new AppError("conflict", "Only what a failed run did can be taken back as a whole");
  }
  const done = found.compensation === "done";
  return new AppError("conflict", `What it did is ${done ? "taken back already" : "being taken back already"}`);
}

/**
 * Asks for everything that a run did to be taken back, newest first. What could not be taken back the last time is tried
 * again. Of a run that did not fail this has to be said (`anyEnd`), and then each reversal asks.
 * @throws AppError not_found; conflict when the run has not failed, or is being or has been taken back
 */
export const compensateRun = defineCommand({
  name: "run.compensate",
  input: z.object({ id: z.uuid(), because: because.default("Asked for by you"), anyEnd: z.boolean().default(false) }),
  access: ["operator", "api_key", "system"],
  scope: "runs:write",
  run: async (scope, { id, because: why, anyEnd }): Promise<{ id: string; round: number }> => {
    const round = await begin(scope, { runId: id, because: why, after: [null, "partly"], anyEnd });
    if (round === null) throw await refusal(scope.tx, id, anyEnd);
    const { workspaceId } = scope.context;
    await scope.emit("run.compensation-requested", { workspaceId, runId: id, because: why });
    return { id, round };
  },
});

/** The round that is under way, however it began. */
async function roundUnderWay(tx: CommandScope["tx"], runId: string): Promise<number | null> {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { compensation: true } });
  return run?.compensation === "under-way" ? roundsSoFar(tx, runId) : null;
}

/**
 * Takes up a request to take a run back, whoever made it. A repeat finds the round that is under way; a late one, after
 * the end, changes nothing. @returns the round, or null when there is nothing to do
 */
export const beginCompensation = defineCommand({
  name: "run.beginCompensation",
  input: z.object({ runId: z.uuid(), because }),
  access: ["system"],
  run: async (scope, { runId, because: why }): Promise<{ round: number | null }> => {
    const begun = await begin(scope, { runId, because: why, after: [null], anyEnd: false });
    return { round: begun ?? (await roundUnderWay(scope.tx, runId)) };
  },
});

/**
 * A step of a run has another run taken back, however that one ended; `eventId` is what told that it was wrong. Done again
 * it finds the same round. @returns the round, or null where it was taken back before
 * @throws AppError not_found; precondition while that run goes on
 */
export const takeBackRun = defineCommand({
  name: "run.takeBack",
  input: z.object({ runId: z.uuid(), because, eventId: z.uuid() }),
  access: ["system"],
  run: async (scope, { runId, because: why, eventId }): Promise<{ round: number | null; title: string }> => {
    const { tx } = scope;
    const begun = await begin(scope, { runId, because: why, after: [null, "partly"], anyEnd: true, eventId });
    const run = await tx.run.findUnique({ where: { id: runId }, select: { status: true, title: true } });
    if (!run) throw new AppError("not_found", "There is no run to take back");
    if (!ends.includes(run.status)) throw new AppError("precondition", `${run.title} still goes on: cancel it first`);
    return { round: begun ?? (await roundUnderWay(tx, runId)), title: run.title };
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
      .filter((effect) => effect.reversible && isLeft(effect))
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
