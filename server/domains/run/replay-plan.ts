import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { definitionOf } from "#server/domains/workflow/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { stepsBefore } from "#server/workflows/steps-before.ts";
import type { LogData } from "./log-row.ts";
import { textOf } from "./log-row.ts";
import { inWords } from "./plain-words.ts";
import { openStatuses } from "./run-controls.ts";
import type { ReplayPlanView } from "./schema.ts";

/** What tells that a run came to a step. */
const reached = ["step.completed", "step.failed", "step.skipped", "step.started", "wait.started"];

type RunRecord = Awaited<ReturnType<Transaction["run"]["findUniqueOrThrow"]>>;
type EntryRecord = Awaited<ReturnType<Transaction["runEntry"]["findFirstOrThrow"]>>;
type StepName = { path: string; title: string };

/** What a replay takes over and what it does again. */
export type ReplayPlan = { run: RunRecord; copied: EntryRecord[]; kept: StepName[]; repeated: StepName[] };

/** Steps as they are called, each once, in the order in which the run came to them. */
function named(entries: readonly EntryRecord[]): StepName[] {
  const names = new Map<string, string>();
  for (const { step, data } of entries) {
    const path = step ?? "";
    if (!names.has(path)) names.set(path, textOf((data as LogData | null)?.title) ?? inWords(path));
  }
  return [...names].map(([path, title]) => ({ path, title }));
}

/**
 * What a replay of a run from a step would be.
 * @throws AppError not_found; conflict when the run is not over or its definition is not kept; invalid when it never came
 * to the step
 */
export async function planReplay(
  { tx, context }: { tx: Transaction; context: Context },
  { id, from }: { id: string; from: string },
): Promise<ReplayPlan> {
  const run = await tx.run.findUnique({ where: { id } });
  if (!run) throw new AppError("not_found", "There is no such run");
  if (openStatuses.includes(run.status)) {
    throw new AppError("conflict", "It is still going on: cancel it or wait for its end before you repeat it");
  }
  const version = { workflow: run.workflow, version: run.workflowVersion };
  const definition = await definitionOf({ tx, context }, version).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== "not_found") throw cause;
    const message = "It ran before definitions were kept, so it cannot be repeated from a step";
    throw new AppError("conflict", message, { cause });
  });
  const entries = await tx.runEntry.findMany({
    where: { runId: id, kind: { in: reached }, step: { not: null } },
    orderBy: { order: "asc" },
  });
  const isBefore = stepsBefore(definition, from);
  if (!isBefore || !entries.some((entry) => entry.step === from)) {
    throw invalidField("from", `the run never came to a step “${from}”`);
  }
  const copied = entries.filter((entry) => entry.kind === "step.completed" && isBefore(entry.step ?? ""));
  const paths = new Set(copied.map((entry) => entry.step));
  const repeated = entries.filter((entry) => !paths.has(entry.step) && !isBefore(entry.step ?? ""));
  return { run, copied, kept: named(copied), repeated: named(repeated) };
}

/** What a replay from a step would keep and what it would do again, for the operator to see before it is begun. */
export const replayPlan = defineQuery({
  name: "run.replayPlan",
  input: z.object({ id: z.uuid(), from: z.string().min(1).max(300) }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async (scope, input): Promise<ReplayPlanView> => {
    const { kept, repeated } = await planReplay(scope, input);
    const effects = await scope.tx.effect.findMany({
      where: { runId: input.id, status: "succeeded" },
      orderBy: { intendedAt: "asc" },
      select: { proposalId: true },
    });
    const proposals = await scope.tx.proposal.findMany({
      where: { id: { in: effects.map((effect) => effect.proposalId) } },
      select: { id: true, title: true },
    });
    const titleOf = new Map(proposals.map((proposal) => [proposal.id, proposal.title]));
    return { kept, repeated, effects: effects.flatMap(({ proposalId }) => titleOf.get(proposalId) ?? []) };
  },
});
