import { z } from "zod";
import { escalationSchema } from "#server/domains/escalation/schema.ts";
import { getEvent, listEvents } from "#server/domains/event/index.ts";
import { eventDetailSchema, eventKindSchema, eventRowSchema, eventStatusSchema } from "#server/domains/event/schema.ts";
import { getSchedule, listSchedules } from "#server/domains/schedule/index.ts";
import { scheduleSlotSchema, scheduleViewSchema } from "#server/domains/schedule/schema.ts";
import { getWorkflow, listWorkflows } from "#server/domains/workflow/index.ts";
import { workflowViewSchema } from "#server/domains/workflow/schema.ts";
import { listReviews } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation } from "./define.ts";

/** A review task without whom it concerns: that is for keys that may read contacts. */
const reviewTasks = {
  execute: async (context: Context, input: unknown) =>
    z.array(escalationSchema).parse(await listReviews.execute(context, input)),
};

/** Reading events, workflows, schedules and review tasks. */
export const otherOperations: readonly Operation[] = [
  readOperation({
    name: "list_events",
    title: "List events",
    description: "What came in, newest first, one page at a time.",
    path: "/events",
    scope: "events:read",
    input: z.strictObject({
      kind: eventKindSchema.optional().describe("Only events that came in this way"),
      status: eventStatusSchema.optional().describe("Only events with this status"),
      contactId: z.uuid().optional().describe("Only events of this contact"),
      cursor: z.string().max(100).optional().describe("nextCursor of the page before"),
      limit: z.int().min(1).max(100).optional().describe("Rows of a page; 50 by default"),
    }),
    output: z.object({ items: z.array(eventRowSchema), nextCursor: z.string().nullable() }),
    query: listEvents,
  }),
  readOperation({
    name: "get_event",
    title: "Read an event",
    description: "One event: what was read in it, its exact content, and the runs that it started.",
    path: "/events/{id}",
    scope: "events:read",
    input: z.strictObject({ id: idField("event") }),
    output: eventDetailSchema,
    query: getEvent,
  }),
  readOperation({
    name: "list_workflows",
    title: "List workflows",
    description: "The workflows with what starts them, their steps, and what their runs came to.",
    path: "/workflows",
    scope: "workflows:read",
    input: z.strictObject({}),
    output: z.array(workflowViewSchema),
    query: listWorkflows,
  }),
  readOperation({
    name: "get_workflow",
    title: "Read a workflow",
    description: "A workflow with its current definition, its draft where there is one, and its published versions.",
    path: "/workflows/{workflow}",
    scope: "workflows:read",
    input: z.strictObject({ workflow: z.string().min(1).max(100).describe("Id of the workflow") }),
    output: z.looseObject({
      workflow: z.string(),
      version: z.int().nullable(),
      enabled: z.boolean(),
      definition: z.record(z.string(), z.unknown()).nullable(),
    }),
    query: getWorkflow,
  }),
  readOperation({
    name: "list_schedules",
    title: "List schedules",
    description: "What starts workflows at set times, with the next five times of each.",
    path: "/schedules",
    scope: "workflows:read",
    input: z.strictObject({
      workflow: z.string().max(100).optional().describe("Only schedules of the workflow with this id"),
    }),
    output: z.array(scheduleViewSchema),
    query: listSchedules,
  }),
  readOperation({
    name: "get_schedule",
    title: "Read a schedule",
    description: "One schedule, with what became of its latest times.",
    path: "/schedules/{id}",
    scope: "workflows:read",
    input: z.strictObject({ id: idField("schedule") }),
    output: z.object({ schedule: scheduleViewSchema, slots: z.array(scheduleSlotSchema) }),
    query: getSchedule,
  }),
  readOperation({
    name: "list_review_tasks",
    title: "List review tasks",
    description: "What was handed to the operator: what happened, what was done about it, and what can be done.",
    path: "/escalations",
    scope: "runs:read",
    input: z.strictObject({
      status: z.enum(["open", "resolved"]).optional().describe("open by default"),
      limit: z.int().min(1).max(100).optional().describe("At most so many; 20 by default"),
    }),
    output: z.array(escalationSchema),
    query: reviewTasks,
  }),
];
