import { z } from "zod";

const scheduleKindSchema = z.enum(["cron", "rrule"]);
export const catchUpSchema = z.enum(["skip", "once", "all"]);
export type CatchUp = z.infer<typeof catchUpSchema>;

/** When a schedule fires, as the operator writes it down. */
export const recurrenceSchema = z.object({
  kind: scheduleKindSchema,
  /** five cron fields, or DTSTART and RRULE (RFC 5545), each on its line */
  expression: z.string().trim().min(1, "must not be empty").max(1_000),
  /** an IANA zone; null follows the workspace's */
  timeZone: z.string().trim().min(1).max(64).nullable(),
});

const valueSchema = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);

/** What the operator decides about a schedule. */
export const scheduleFieldsSchema = recurrenceSchema.extend({
  name: z.string().trim().min(1, "Give the schedule a name").max(80),
  catchUp: catchUpSchema,
  /** the input that its runs are started with */
  input: z.record(z.string().max(100), valueSchema),
});

export const scheduleViewSchema = scheduleFieldsSchema.extend({
  id: z.string(),
  workflow: z.string(),
  /** the zone that it goes by: its own, or the workspace's */
  zone: z.string(),
  enabled: z.boolean(),
  /** its next five slots; none while it is switched off, and none any more when it has come to its end */
  next: z.array(z.date()),
  /** the last slot that was dealt with: started, caught up or left out */
  lastSlotAt: z.date().nullable(),
  createdAt: z.date(),
});
export type ScheduleView = z.infer<typeof scheduleViewSchema>;

/** What became of a slot, or of a stretch of slots that started nothing. */
export const scheduleSlotSchema = z.object({
  at: z.date(),
  /** the last of the stretch; the same as `at` for a single slot */
  lastAt: z.date(),
  /** how many; null when there were too many to count */
  count: z.int().nullable(),
  /** `refused`: the workflow could not be started */
  outcome: z.enum(["started", "skipped", "refused"]),
  because: z.string().nullable(),
  runId: z.string().nullable(),
  decidedAt: z.date(),
});
export type ScheduleSlotView = z.infer<typeof scheduleSlotSchema>;

export type ScheduleDetail = { schedule: ScheduleView; slots: ScheduleSlotView[] };

/** The slots that an expression would have. */
export type SchedulePreview = { zone: string; next: Date[] };

/** A field of a workflow's input, as a form asks for it. */
export type InputField = { name: string; label: string; type: string; required: boolean };

/** The schedules of a workflow, and what a new one needs. */
export type WorkflowSchedules = {
  schedules: ScheduleView[];
  /** the workspace's zone, which a schedule without its own follows */
  zone: string;
  /** whether the workflow says that a schedule may start it */
  schedulable: boolean;
  input: InputField[];
};
