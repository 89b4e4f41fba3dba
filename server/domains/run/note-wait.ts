import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { holdClocks, releaseClocks } from "./deadline.ts";
import { entryFactsSchema } from "./note-run.ts";

const dataShape = z.object({
  title: z.string().default(""),
  decisions: z.number().nullish(),
  clocks: z.array(z.string()).default([]),
});
type OpenWait = z.output<typeof dataShape>;

/** When a wait of a step began, and its end where it has one; ISO 8601. */
export type BegunWait = { since: string; ends: string | null };

const begunShape = z.object({ since: z.iso.datetime(), ends: z.iso.datetime().nullable() });

/** The first beginning of a step's wait: whoever takes the run up again waits for the rest only. */
async function begunBefore(tx: Transaction, runId: string, step: string): Promise<BegunWait | null> {
  const first = await tx.runEntry.findFirst({
    where: { runId, step, kind: "wait.started" },
    orderBy: { order: "asc" },
    select: { data: true },
  });
  return begunShape.safeParse(first?.data).data ?? null;
}

/**
 * A run starts to wait: for the operator, for a time, for something to happen. `forWhat` is its summary meanwhile, but for
 * the operator's decisions: how many are still open is read from the proposals, so it never goes stale. The end of the wait
 * is written down once for all tries of the step.
 */
export const noteWait = defineCommand({
  name: "run.noteWait",
  input: z.object({
    runId: z.uuid(),
    step: z.string(),
    /** tells waits of one step apart: its tries */
    round: z.int().default(0),
    forWhat: z.string().max(300),
    until: z.date().nullable().default(null),
    /** how long it waits at most, from the first time that it began to; milliseconds */
    lasts: z.number().min(0).nullable().default(null),
    /** waits for the operator to decide on this many proposals */
    decisions: z.int().min(0).nullable().default(null),
    /** the promises of time whose clocks stand still meanwhile, by path */
    clocks: z.array(z.string()).default([]),
    /** what else is written down with it */
    entries: entryFactsSchema.default([]),
  }),
  access: ["system"],
  run: async (scope, input): Promise<BegunWait> => {
    const { tx, context, changed } = scope;
    const { runId, step, round, forWhat, until, lasts, decisions, clocks, entries } = input;
    const now = context.clock.now();
    const end = until ?? (lasts === null ? null : new Date(now.getTime() + lasts));
    const begun = (await begunBefore(tx, runId, step)) ?? {
      since: now.toISOString(),
      ends: end?.toISOString() ?? null,
    };
    for (const entry of entries) await appendRunEntry({ tx, context }, entry);
    await tx.run.updateMany({
      where: { id: runId, status: { in: ["running", "waiting"] } },
      data: { status: "waiting", summary: decisions === null ? forWhat : null },
    });
    const data = { title: forWhat, until: until?.toISOString() ?? null, decisions, clocks, ...begun };
    await appendRunEntry(
      { tx, context },
      { runId, key: `${step}:${round}:wait.started`, kind: "wait.started", step, data },
    );
    await holdClocks(scope, { runId, paths: clocks });
    changed({ topic: "run", id: runId });
    return begun;
  },
});

/** The waits of this try that have not ended: branches wait side by side. */
async function openWaits(tx: Transaction, runId: string): Promise<OpenWait[]> {
  const rows = await tx.$queryRaw<{ data: unknown }[]>`
    select s.data from run_entry s
    where s.run_id = ${runId}::uuid and s.kind = 'wait.started'
      and s."order" > coalesce((select max(r."order") from run_entry r
        where r.run_id = ${runId}::uuid and r.kind in ('run.retried', 'run.failed')), 0)
      and not exists (select 1 from run_entry e
        where e.run_id = s.run_id and e.key = regexp_replace(s.key, 'started$', 'ended'))
    order by s."order"`;
  return rows.flatMap((row) => dataShape.safeParse(row.data).data ?? []);
}

/** The clocks that stood for this wait go on, but for those that another one still holds. */
async function letClocksGo(scope: CommandScope, runId: string, key: string, open: readonly OpenWait[]): Promise<void> {
  const begun = await scope.tx.runEntry.findFirst({ where: { runId, key: `${key}:wait.started` } });
  const stood = dataShape.safeParse(begun?.data).data?.clocks ?? [];
  const held = new Set(open.flatMap((wait) => wait.clocks));
  await releaseClocks(scope, { runId, paths: stood.filter((path) => !held.has(path)) });
}

/** A run goes on after a wait; `outcome` says what ended it. It still waits where another of its branches does. */
export const noteWaitEnd = defineCommand({
  name: "run.noteWaitEnd",
  input: z.object({
    runId: z.uuid(),
    step: z.string(),
    round: z.int().default(0),
    outcome: z.string().max(300),
    /** what else is written down with it */
    entries: entryFactsSchema.default([]),
  }),
  access: ["system"],
  run: async (scope, { runId, step, round, outcome, entries }): Promise<{ paused: boolean }> => {
    const { tx, context, changed } = scope;
    const key = `${step}:${round}`;
    const entry = { runId, key: `${key}:wait.ended`, kind: "wait.ended", step, data: { outcome } } as const;
    await appendRunEntry({ tx, context }, entry);
    for (const more of entries) await appendRunEntry({ tx, context }, more);
    const open = await openWaits(tx, runId);
    await letClocksGo(scope, runId, key, open);
    const next = open.at(-1);
    const waits = next && { summary: next.decisions === null || next.decisions === undefined ? next.title : null };
    await tx.run.updateMany({
      where: { id: runId, status: "waiting" },
      data: waits ?? { status: "running", summary: null },
    });
    changed({ topic: "run", id: runId });
    const run = await tx.run.findUnique({ where: { id: runId }, select: { pausedAt: true } });
    return { paused: Boolean(run?.pausedAt) };
  },
});
