import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { currentDefinitionsWithin } from "#server/domains/workflow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isSchedulable } from "./checked-start.ts";
import { firstSlot, nextSlots, recurrence } from "./recurrence/recurrence.ts";
import { recurrenceOf, workspaceZone } from "./row.ts";
import {
  recurrenceSchema,
  type ScheduleDetail,
  type SchedulePreview,
  type ScheduleView,
  scheduleSlotSchema,
  scheduleViewSchema,
  type WorkflowSchedules,
} from "./schema.ts";

const shown = 5;
const mostSlots = 50;

type Row = { kind: string; expression: string; timeZone: string | null; enabled: boolean };

function viewOf(row: Row, zone: string, now: Date): ScheduleView {
  const next = row.enabled ? nextSlots(recurrenceOf(row, zone), now, shown) : [];
  return scheduleViewSchema.parse({ ...row, zone: row.timeZone ?? zone, next });
}

/** Schedules in the order in which they were made, with their next five slots. */
export const listSchedules = defineQuery({
  name: "schedule.list",
  input: z.object({ workflow: z.string().max(100).optional() }).nullish(),
  access: ["operator", "api_key", "system"],
  scope: "workflows:read",
  run: async ({ tx, context }, input): Promise<ScheduleView[]> => {
    const zone = await workspaceZone(tx, context.workspaceId);
    const where = input?.workflow === undefined ? {} : { workflow: input.workflow };
    const rows = await tx.schedule.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    return rows.map((row) => viewOf(row, zone, context.clock.now()));
  },
});

/** A workflow's schedules, and what the form for a new one needs; a draft not yet published has none. @throws AppError not_found */
export const workflowSchedules = defineQuery({
  name: "schedule.ofWorkflow",
  input: z.object({ workflow: z.string().max(100) }),
  access: ["operator"],
  run: async ({ tx, context }, { workflow }): Promise<WorkflowSchedules> => {
    const current = (await currentDefinitionsWithin({ tx, context })).find((entry) => entry.workflow === workflow);
    const zone = await workspaceZone(tx, context.workspaceId);
    if (!current) {
      if ((await tx.workflowDraft.count({ where: { workflow } })) === 0)
        throw new AppError("not_found", "There is no such workflow");
      return { schedules: [], zone, schedulable: false, input: [] };
    }
    const rows = await tx.schedule.findMany({ where: { workflow }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    const schedules = rows.map((row) => viewOf(row, zone, context.clock.now()));
    return { schedules, zone, schedulable: isSchedulable(current), input: current.definition.input };
  },
});

/** One schedule with what became of its latest slots, newest first. @throws AppError not_found */
export const getSchedule = defineQuery({
  name: "schedule.get",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx, context }, { id }): Promise<ScheduleDetail> => {
    const row = await tx.schedule.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", "There is no such schedule");
    const slots = await tx.scheduleSlot.findMany({
      where: { scheduleId: id },
      orderBy: { at: "desc" },
      take: mostSlots,
    });
    const zone = await workspaceZone(tx, context.workspaceId);
    return {
      schedule: viewOf(row, zone, context.clock.now()),
      slots: slots.map((slot) => scheduleSlotSchema.parse(slot)),
    };
  },
});

/**
 * The next five slots of a schedule that is not saved yet.
 * @throws AppError invalid for `expression` or `timeZone`
 */
export const previewSchedule = defineQuery({
  name: "schedule.preview",
  input: recurrenceSchema,
  access: ["operator"],
  run: async ({ tx, context }, { kind, expression, timeZone }): Promise<SchedulePreview> => {
    const zone = timeZone ?? (await workspaceZone(tx, context.workspaceId));
    const recurring = recurrence({ kind, expression, timeZone: zone });
    const now = context.clock.now();
    firstSlot(recurring, now);
    return { zone, next: nextSlots(recurring, now, shown) };
  },
});
