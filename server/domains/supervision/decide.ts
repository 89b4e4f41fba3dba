import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { stableId } from "#server/kernel/ids.ts";
import { noteSupervision } from "./note.ts";
import { findingSchema, remedySchema } from "./schema.ts";

/** A decision whose remedy is to be carried out: by whoever decided, or by the next round after a crash. */
export type Decision = {
  id: string;
  runId: string | null;
  subject: string;
  finding: string;
  remedy: string;
  because: string;
  at: Date;
};

const decision = z.object({
  finding: findingSchema,
  remedy: remedySchema,
  rule: z.string(),
  because: z.string(),
});

const columns = { id: true, runId: true, subject: true, finding: true, remedy: true, because: true, at: true };

/** A decision that was made before, where its remedy has not been carried out: its maker died, or is at it. */
function unsettled(tx: Transaction, id: string): Promise<Decision | null> {
  return tx.supervision.findFirst({ where: { id, outcome: null }, select: columns });
}

/**
 * Decides on a run as it was looked at: exactly once per run, try and question (`about`), however many look at it at once,
 * and not at all where the run has moved on or is being taken back since.
 * @returns the decision while its remedy is to be carried out, also when it was made before; else null
 */
export const decideOnRun = defineCommand({
  name: "supervision.decide",
  input: decision.extend({
    runId: z.uuid(),
    /** the try and status that were looked at */
    tries: z.int(),
    status: z.string(),
    /** tells several decisions on one try apart */
    about: z.string().max(60),
  }),
  access: ["system"],
  run: async (scope, { runId, tries, status, about, ...facts }): Promise<Decision | null> => {
    const { tx, context } = scope;
    await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
    const run = await tx.run.findUnique({
      where: { id: runId },
      select: { tries: true, status: true, compensation: true },
    });
    if (run?.tries !== tries || run.status !== status || run.compensation !== null) return null;
    const id = stableId("supervision", context.workspaceId, runId, String(tries), about);
    const subject = `run:${runId}`;
    const { decided } = await noteSupervision(scope, { ...facts, id, runId, subject });
    return decided ? { id, runId, subject, ...facts, at: context.clock.now() } : unsettled(tx, id);
  },
});

/** Decides on a broken promise of time, once for ever, and marks it as broken where that has not been seen yet. */
export const decideOnDeadline = defineCommand({
  name: "supervision.decideDeadline",
  input: decision.extend({ runId: z.uuid(), path: z.string().max(500) }),
  access: ["system"],
  run: async (scope, { runId, path, ...facts }): Promise<Decision | null> => {
    const { tx, context } = scope;
    const now = context.clock.now();
    const key = { runId, path };
    const seen = await tx.deadline.updateMany({
      where: { ...key, metAt: null, breachedAt: null, heldAt: null, dueAt: { lt: now } },
      data: { breachedAt: now },
    });
    // met in time, or its clock stands still: there is nothing to decide
    if (seen.count === 0 && (await tx.deadline.count({ where: { ...key, breachedAt: { not: null } } })) === 0)
      return null;
    const id = stableId("supervision", context.workspaceId, runId, "deadline", path);
    const subject = `deadline:${runId}:${path}`;
    const { decided } = await noteSupervision(scope, { ...facts, id, runId, subject });
    return decided ? { id, runId, subject, ...facts, at: context.clock.now() } : unsettled(tx, id);
  },
});

/** Writes what came of a decision; what was written first stays. */
export const settleDecision = defineCommand({
  name: "supervision.settle",
  input: z.object({ id: z.uuid(), outcome: z.string().max(500) }),
  access: ["system"],
  run: async ({ tx, changed }, { id, outcome }): Promise<void> => {
    const { count } = await tx.supervision.updateMany({ where: { id, outcome: null }, data: { outcome } });
    if (count) changed({ topic: "supervision", id });
  },
});

const minute = 60_000;

/** Decisions that were made a minute ago and not carried out: their maker died. */
export const unsettledDecisions = defineQuery({
  name: "supervision.unsettled",
  input: z.object({ limit: z.int().min(1).max(200) }),
  access: ["system"],
  run: async ({ tx, context }, { limit }): Promise<Decision[]> => {
    return tx.supervision.findMany({
      where: { outcome: null, at: { lt: new Date(context.clock.now().getTime() - minute) } },
      orderBy: { at: "asc" },
      select: columns,
      take: limit,
    });
  },
});
