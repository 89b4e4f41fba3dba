import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { openEscalation } from "#server/domains/escalation/index.ts";
import { startWorkflow } from "#server/domains/run/index.ts";
import { currentDefinitionsWithin, offWords } from "#server/domains/workflow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { dueSlots, mostCaughtUp, planCatchUp, type Stretch, stretchOf } from "./catch-up.ts";
import { isSchedulable } from "./checked-start.ts";
import { lockSchedule, recurrenceOf, workspaceZone } from "./row.ts";
import { catchUpSchema } from "./schema.ts";
import { forgetOldSlots, recordMissed, recordStarted } from "./slots.ts";

type Row = Awaited<ReturnType<typeof lockSchedule>>;

/** A clock that is this far behind what was written by it has been set back. Milliseconds. */
const setBack = 60_000;
/** Runs that start in one transaction; the next ones follow in their own. */
const atOnce = 20;

const inputSchema = z.record(z.string(), z.json());

const taskOptions = [
  { id: "run.task", label: "Make it a task", description: "Puts it on your task list, due today" },
  { id: "dismiss", label: "Leave it", description: "Closes this review task and changes nothing else" },
];

/** Why the workflow cannot be started at all; `quiet` when the operator wanted it so. */
async function obstacle(scope: CommandScope, workflow: string): Promise<{ because: string; quiet: boolean } | null> {
  const current = (await currentDefinitionsWithin(scope)).find((entry) => entry.workflow === workflow);
  if (!current) return { because: `There is no workflow ${workflow} any more`, quiet: false };
  const { name } = current.definition;
  if (!current.enabled) return { because: `${name} is ${offWords(current.stage)}`, quiet: true };
  return isSchedulable(current) ? null : { because: `${name} is not started by schedules any more`, quiet: false };
}

/** Slots that could not start anything: written down and, unless it was wanted so, put before the operator. */
async function refuse(scope: CommandScope, row: Row, stretch: Stretch, why: { because: string; quiet: boolean }) {
  const { because, quiet } = why;
  await recordMissed(scope, { scheduleId: row.id, stretch, outcome: quiet ? "skipped" : "refused", because });
  if (quiet) return;
  await openEscalation(scope, {
    key: `schedule.refused:${row.id}`,
    title: `The schedule “${row.name}” could not start its workflow`,
    happened: because,
    done: `The slot of ${stretch.lastAt.toISOString()} was left out. The schedule goes on with its next slot.`,
    options: taskOptions,
  });
}

/** Starts the runs of slots, oldest first. A slot that has its run already keeps it. */
async function start(scope: CommandScope, row: Row, slots: readonly Date[]): Promise<string[]> {
  const runs: string[] = [];
  for (const at of slots) {
    const key = { source: `schedule:${row.id}`, externalId: at.toISOString() };
    try {
      const request = {
        workflow: row.workflow,
        from: "schedule",
        input: inputSchema.parse(row.input),
        ...key,
      } as const;
      const { runId, created } = await startWorkflow.within(scope, request);
      await recordStarted(scope, { scheduleId: row.id, at, runId });
      if (created) runs.push(runId);
    } catch (error) {
      // its input does not fit the newest version, or names a record that is gone
      if (!(error instanceof AppError) || error.code !== "invalid") throw error;
      await refuse(scope, row, { at, lastAt: at, count: 1 }, { because: error.message, quiet: false });
    }
  }
  return runs;
}

/**
 * What was written by a clock that ran ahead holds nothing up: the next slot is the first after the time that it is, and
 * what was left out as missed has not come yet. What was started stays started.
 */
async function followClock({ tx, context, audit, changed }: CommandScope, row: Row, zone: string): Promise<boolean> {
  const now = context.clock.now();
  const ahead = Math.max(row.updatedAt.getTime(), row.lastSlotAt?.getTime() ?? 0) > now.getTime() + setBack;
  if (!ahead) return false;
  const nextAt = recurrenceOf(row, zone).next(now);
  const notYet = { scheduleId: row.id, at: { gt: now }, outcome: { not: "started" } };
  await tx.scheduleSlot.deleteMany({ where: notYet });
  await tx.schedule.update({ where: { id: row.id }, data: { nextAt, lastSlotAt: null, updatedAt: now } });
  await audit({ subject: { kind: "schedule", id: row.id }, reason: "The clock was set back", data: { nextAt } });
  changed({ topic: "schedule", id: row.id });
  return true;
}

/**
 * Deals with a schedule's slots that are due: by its catch-up policy each starts a run or is written down as left out, and
 * the next slot is set, in one transaction. Two that fire at once take turns, and the second finds nothing to do; a slot
 * never has two runs, whatever the clock does, because its event is stored once.
 * @returns the runs that were started; `more` when slots are left for a further call
 */
export const fireSchedule = defineCommand({
  name: "schedule.fire",
  input: z.object({
    id: z.uuid(),
    /** slots up to this far ahead count as due: clocks of two machines are never quite the same */
    leadMs: z.int().min(0).max(10_000).default(0),
  }),
  access: ["system"],
  run: async (scope, { id, leadMs }): Promise<{ runs: string[]; more: boolean }> => {
    const { tx, context, audit, changed } = scope;
    const row = await lockSchedule(tx, id);
    const zone = await workspaceZone(tx, context.workspaceId);
    if (!row.enabled || (await followClock(scope, row, zone))) return { runs: [], more: false };
    const now = new Date(context.clock.now().getTime() + leadMs);
    if (!row.nextAt || row.nextAt > now) return { runs: [], more: false };
    const due = dueSlots(recurrenceOf(row, zone), row.nextAt, now);
    const why = await obstacle(scope, row.workflow);
    const last = due.newest.at(-1) ?? row.nextAt;
    const policy = catchUpSchema.parse(row.catchUp);
    const plan = planCatchUp(due, policy, now);
    const batch = why ? [] : plan.start.slice(0, atOnce);
    const [rest] = why ? [] : plan.start.slice(atOnce);
    let runs: string[] = [];
    if (why) {
      const whole = stretchOf(due.newest, due.older);
      if (whole) await refuse(scope, row, whole, why);
    } else {
      if (plan.skipped && plan.because) {
        const skipped = { stretch: plan.skipped, because: plan.because };
        await recordMissed(scope, { scheduleId: id, outcome: "skipped", ...skipped });
        if (plan.overflow) await tellOverflow(scope, row, plan.skipped);
      }
      runs = await start(scope, row, batch);
    }
    const nextAt = rest ?? due.next;
    const lastSlotAt = rest ? (batch.at(-1) ?? last) : last;
    await tx.schedule.update({ where: { id }, data: { nextAt, lastSlotAt } });
    await forgetOldSlots(scope, id);
    await audit({
      subject: { kind: "schedule", id },
      data: { runs, skipped: plan.skipped, refused: why?.because ?? null, nextAt },
    });
    changed({ topic: "schedule", id });
    return { runs, more: rest !== undefined };
  },
});

function tellOverflow(scope: CommandScope, row: Row, skipped: Stretch): Promise<unknown> {
  const many = skipped.count === null ? "A great many" : `${skipped.count}`;
  return openEscalation(scope, {
    key: `schedule.overflow:${row.id}:${skipped.at.toISOString()}`,
    title: `The schedule “${row.name}” missed more than it can catch up with`,
    happened: `${many} slots from ${skipped.at.toISOString()} to ${skipped.lastAt.toISOString()} were missed and start no run.`,
    done: `The newest ${mostCaughtUp} missed slots each start their run now.`,
    options: taskOptions,
  });
}
