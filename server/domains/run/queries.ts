import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { runDetailOf } from "./run-detail.ts";
import { type RunDetail, type RunRow, runRowSchema, runStatusSchema } from "./schema.ts";
import { waitingSummaries } from "./waiting-summaries.ts";

const pageSize = 50;

type RunRecord = Omit<RunRow, "contact" | "status"> & { status: string; contactId: string | null };

/** What rows say that does not stand in the runs: names of their contacts by id, what they wait for by run. */
type Around = { names: ReadonlyMap<string, string>; waiting: ReadonlyMap<string, string> };

function rowOf(run: RunRecord, { names, waiting }: Around): RunRow {
  const name = run.contactId ? names.get(run.contactId) : undefined;
  const contact = run.contactId && name ? { id: run.contactId, name } : null;
  const pausedAt = run.finishedAt ? null : run.pausedAt;
  return runRowSchema.parse({ ...run, contact, pausedAt, summary: waiting.get(run.id) ?? run.summary });
}

/** The place after a row, in the list's order. */
function cursorOf(run: { createdAt: Date; id: string }): string {
  return `${run.createdAt.toISOString()}_${run.id}`;
}

function afterCursor(cursor: string) {
  const [at = "", id = ""] = cursor.split("_");
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime())) throw new AppError("invalid", "cursor: is not one that this list gave");
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

function pausedWhere(paused: boolean | null | undefined) {
  if (paused === null || paused === undefined) return {};
  const isPaused = { pausedAt: { not: null }, finishedAt: null };
  return paused ? isPaused : { NOT: isPaused };
}

/** Runs, newest first, one page at a time. */
export const listRuns = defineQuery({
  name: "run.list",
  input: z.object({
    status: runStatusSchema.nullish(),
    /** only those that are paused, or only those that are not */
    paused: z.boolean().nullish(),
    workflow: z.string().nullish(),
    contactId: z.uuid().nullish(),
    cursor: z.string().nullish(),
    limit: z.int().min(1).max(100).default(pageSize),
  }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx }, input): Promise<{ runs: RunRow[]; nextCursor: string | null }> => {
    const runs = await tx.run.findMany({
      where: {
        ...(input.status ? { status: input.status } : {}),
        ...pausedWhere(input.paused),
        ...(input.workflow ? { workflow: input.workflow } : {}),
        ...(input.contactId ? { contactId: input.contactId } : {}),
        ...(input.cursor ? afterCursor(input.cursor) : {}),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    });
    const page = runs.slice(0, input.limit);
    const ids = [...new Set(page.flatMap((run) => (run.contactId ? [run.contactId] : [])))];
    const contacts = await tx.contact.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const names = new Map(contacts.map((contact) => [contact.id, contact.name]));
    const waiting = await waitingSummaries(tx, page);
    const last = page.at(-1);
    return {
      runs: page.map((run) => rowOf(run, { names, waiting })),
      nextCursor: last && runs.length > page.length ? cursorOf(last) : null,
    };
  },
});

/**
 * The whole story of one run.
 * @throws AppError not_found
 */
export const getRun = defineQuery({
  name: "run.get",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async ({ tx, context }, { id }): Promise<RunDetail> => {
    const run = await tx.run.findUnique({ where: { id } });
    if (!run) throw new AppError("not_found", "There is no such run");
    const contact = run.contactId
      ? await tx.contact.findUnique({ where: { id: run.contactId }, select: { id: true, name: true } })
      : null;
    return runDetailOf({ tx, context, run, contact });
  },
});
