import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { remember } from "../remember.ts";
import type { RollbackPreview } from "../schema.ts";
import { carryOut, keepRollback, previewOf, requireSeen } from "./carry-out.ts";
import { type Doing, planRollback } from "./plan.ts";

const closedShape = z.object({ closed: z.array(z.string()) });

/**
 * What a run did to memory, from the audit trail: what was written in its name and what that ended. What the operator
 * taught by deciding on its proposals is the operator's, not the run's.
 */
async function doingOfRun(tx: Transaction, runId: string): Promise<Doing> {
  const entries = await tx.auditEntry.findMany({
    where: { runId, subjectKind: "memory", action: remember.name },
    select: { subjectId: true, data: true },
  });
  const rows = await tx.memoryItem.findMany({
    where: {
      sourceKind: { not: "operator" },
      OR: [{ id: { in: entries.map(({ subjectId }) => subjectId) } }, { sourceKind: "run", sourceId: runId }],
    },
    select: { id: true },
  });
  const wrote = rows.map(({ id }) => id);
  const own = new Set(wrote);
  const closed = entries
    .filter(({ subjectId }) => own.has(subjectId))
    .flatMap(({ data }) => closedShape.safeParse(data).data?.closed ?? []);
  const undoings = await undoingsOf(tx, await rollbacksOf(tx, runId));
  return {
    wrote: [...wrote, ...undoings.flatMap((undoing) => undoing.wrote)],
    closed: [...closed, ...undoings.flatMap((undoing) => undoing.closed)],
  };
}

type Rollback = Awaited<ReturnType<Transaction["memoryRollback"]["findMany"]>>[number];

function rollbacksOf(tx: Transaction, runId: string): Promise<Rollback[]> {
  return tx.memoryRollback.findMany({ where: { kind: "run", subjectId: runId }, orderBy: { createdAt: "desc" } });
}

/** The rollbacks of rollbacks: what they brought back counts as the run's again. */
function undoingsOf(tx: Transaction, made: readonly Rollback[]): Promise<Rollback[]> {
  return tx.memoryRollback.findMany({ where: { kind: "rollback", subjectId: { in: made.map(({ id }) => id) } } });
}

async function planOfRun(tx: Transaction, runId: string) {
  if ((await tx.run.count({ where: { id: runId } })) === 0) throw new AppError("not_found", "There is no such run");
  return planRollback(tx, await doingOfRun(tx, runId));
}

/** Earlier rollbacks of a run, newest first: each can be undone once, by its own rollback. */
async function earlierOf(tx: Transaction, runId: string): Promise<RollbackPreview["rollbacks"]> {
  const made = await rollbacksOf(tx, runId);
  const undone = new Set((await undoingsOf(tx, made)).map(({ subjectId }) => subjectId));
  return made.map(({ id, createdAt, wrote, closed }) => ({
    ...{ id, at: createdAt, closed: closed.length, restored: wrote.length, undone: undone.has(id) },
  }));
}

/**
 * What taking back all that a run wrote to memory would do, and what was taken back before.
 * @throws AppError not_found
 */
export const previewRunRollback = defineQuery({
  name: "memory.previewRunRollback",
  input: z.object({ runId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { runId }): Promise<RollbackPreview> => ({
    ...previewOf(await planOfRun(tx, runId)),
    rollbacks: await earlierOf(tx, runId),
  }),
});

/**
 * Takes back all that a run wrote to memory: closes what it wrote, and makes what that had ended the newest version again.
 * What the operator confirmed or changed since is left, and named.
 * @throws AppError not_found; conflict where memory was changed after the preview; precondition where nothing is left to do
 */
export const rollBackRun = defineCommand({
  name: "memory.rollBackRun",
  input: z.object({
    runId: z.uuid(),
    /** of the preview that the operator saw */
    seen: z.string(),
    reason: z.string().trim().max(500).optional(),
  }),
  access: ["operator"],
  run: async (scope, { runId, seen, reason }): Promise<{ rollbackId: string; closed: number; restored: number }> => {
    const plan = await planOfRun(scope.tx, runId);
    requireSeen(plan, seen);
    const rollbackId = newId();
    const done = await carryOut(scope, plan, rollbackId);
    await keepRollback(scope, { id: rollbackId, kind: "run", subjectId: runId, ...done, left: plan.left });
    const left = plan.left.map(({ item }) => item.id);
    await scope.audit({
      ...{ subject: { kind: "run", id: runId }, runId, data: { rollbackId, ...done, left } },
      ...(reason ? { reason } : {}),
    });
    scope.changed({ topic: "run", id: runId });
    return { rollbackId, closed: done.closed.length, restored: done.wrote.length };
  },
});

/**
 * Takes a rollback back, by another one: what it had ended is the newest version again, what it had written ends. What was
 * changed since is left.
 * @throws AppError not_found; conflict where it was undone already; precondition where nothing is left to do
 */
export const undoRollback = defineCommand({
  name: "memory.undoRollback",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async (scope, { id }): Promise<{ rollbackId: string; closed: number; restored: number }> => {
    const { tx } = scope;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`rollback:${id}`}, 0))`;
    const made = await tx.memoryRollback.findUnique({ where: { id } });
    if (!made) throw new AppError("not_found", "There is no such rollback");
    if ((await tx.memoryRollback.count({ where: { kind: "rollback", subjectId: id } })) > 0) {
      throw new AppError("conflict", "This rollback was undone already");
    }
    const plan = await planRollback(tx, { wrote: made.wrote, closed: made.closed });
    if (plan.close.length + plan.restore.length === 0) {
      throw new AppError("precondition", "Nothing of this rollback stands any more");
    }
    const rollbackId = newId();
    const done = await carryOut(scope, plan, rollbackId);
    await keepRollback(scope, { id: rollbackId, kind: "rollback", subjectId: id, ...done, left: plan.left });
    const runId = made.kind === "run" ? { runId: made.subjectId } : {};
    await scope.audit({ subject: { kind: "rollback", id }, ...runId, data: { rollbackId, ...done } });
    if (made.kind === "run") scope.changed({ topic: "run", id: made.subjectId });
    return { rollbackId, closed: done.closed.length, restored: done.wrote.length };
  },
});
