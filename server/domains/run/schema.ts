import { z } from "zod";
import { evidenceSchema } from "#server/domains/proposal/schema.ts";

export const runStatusSchema = z.enum(["queued", "running", "waiting", "succeeded", "failed", "cancelled"]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** One row of the Runs list. */
export const runRowSchema = z.object({
  id: z.string(),
  workflow: z.string(),
  workflowVersion: z.int(),
  title: z.string(),
  status: runStatusSchema,
  summary: z.string().nullable(),
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  /** no further step begins until it is resumed; null for a run that goes on or is over */
  pausedAt: z.date().nullable(),
  /** it ran beside the operator and changed nothing */
  shadow: z.boolean(),
});
export type RunRow = z.infer<typeof runRowSchema>;

/** One entry of the timeline, derived from the run's append-only log. */
const timelineEntrySchema = z.object({
  key: z.string(),
  at: z.date(),
  kind: z.enum([
    "event",
    "step",
    "agent",
    "proposal",
    "policy",
    "approval",
    "effect",
    "wait",
    "memory",
    "run",
    "audit",
  ]),
  step: z.string().nullable(),
  /** happened within the step that stands above it */
  inStep: z.boolean(),
  title: z.string(),
  status: z.enum(["running", "done", "failed", "waiting", "info"]),
  /** 1 for the first */
  attempt: z.int(),
  durationMs: z.int().nullable(),
  /** the rule, classifier or model that was used, with its confidence where it has one */
  method: z.string().nullable(),
  /** labelled details: inputs, outputs, errors, hashes; shown when the entry is opened */
  details: z.array(z.object({ label: z.string(), value: z.unknown() })),
  link: z
    .object({ kind: z.enum(["event", "proposal", "mail", "invoice", "contact", "escalation"]), id: z.string() })
    .nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** A promise of time of a run, a step or a branch. Lengths in milliseconds. */
const runDeadlineSchema = z.object({
  /** of the step or branch; empty for the whole run */
  path: z.string(),
  title: z.string(),
  /** held: the clock stands still while the operator has something to decide */
  state: z.enum(["running", "held", "met", "breached"]),
  withinMs: z.number(),
  /** null while it is not done */
  tookMs: z.number().nullable(),
  dueAt: z.date(),
});
export type RunDeadline = z.infer<typeof runDeadlineSchema>;

/** Another run that has to do with this one. */
const relatedRunSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: runStatusSchema,
  createdAt: z.date(),
  /** the step that started it, or from which it was replayed */
  from: z.string().nullable(),
});
export type RelatedRun = z.infer<typeof relatedRunSchema>;

/** The whole story of a run. */
export const runDetailSchema = runRowSchema.extend({
  eventId: z.string(),
  /** how often it was tried again */
  tries: z.int(),
  /** reversal of its effects */
  compensation: z.enum(["under-way", "done", "partly"]).nullable(),
  /** what it was started with */
  input: z.record(z.string(), z.unknown()),
  /** what it answered while it was under way */
  answer: z.unknown(),
  /** the run whose step started it */
  parent: relatedRunSchema.nullable(),
  /** runs that its steps started */
  children: z.array(relatedRunSchema),
  /** the run that it repeats */
  replayOf: relatedRunSchema.nullable(),
  /** runs that repeat it */
  replays: z.array(relatedRunSchema),
  functionRunId: z.string().nullable(),
  /** its page in the dashboard of the Inngest server that ran it; null on the embedded runner and where it is not known */
  dashboardUrl: z.string().nullable(),
  error: z.object({ message: z.string(), step: z.string().nullable() }).nullable(),
  timeline: z.array(timelineEntrySchema),
  /** its promises of time, in the order in which they began */
  deadlines: z.array(runDeadlineSchema),
  proposals: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      action: z.string(),
      status: z.string(),
      confidence: z.number(),
      reason: z.string(),
      evidence: z.array(evidenceSchema),
      /** the effect that it takes back */
      compensatesId: z.string().nullable(),
    }),
  ),
  effects: z.array(
    z.object({
      id: z.string(),
      /** what was done, as the proposal said it */
      title: z.string(),
      action: z.string(),
      status: z.string(),
      attempts: z.int(),
      idempotencyKey: z.string(),
      intendedAt: z.date(),
      finishedAt: z.date().nullable(),
      /** one line in words: what came of it, or why nothing did */
      receipt: z.string().nullable(),
      /** the effect that it takes back */
      compensatesId: z.string().nullable(),
    }),
  ),
  audit: z.array(
    z.object({
      sequence: z.int(),
      at: z.date(),
      /** by name: the operator, a connection, an API key, an agent, or the part of Adjutant that did it */
      actor: z.string(),
      action: z.string(),
      /** kind and title, where it has one */
      subject: z.string(),
      reason: z.string().nullable(),
      hash: z.string(),
    }),
  ),
  memory: z.array(z.object({ id: z.string(), text: z.string(), why: z.string() })),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** A run as a control leaves it. */
export const steeredRunSchema = z.object({ id: z.string(), status: runStatusSchema, paused: z.boolean() });
export type SteeredRun = z.infer<typeof steeredRunSchema>;

/** A run that repeats another from one of its steps. */
export const replayedRunSchema = z.object({
  id: z.string(),
  replayOfId: z.string(),
  replayFrom: z.string(),
  /** how many steps were taken over */
  kept: z.int(),
});
export type ReplayedRun = z.infer<typeof replayedRunSchema>;

const stepNameSchema = z.object({ path: z.string(), title: z.string() });

/** What a replay would keep, and what it would do again. */
export const replayPlanSchema = z.object({
  kept: z.array(stepNameSchema),
  repeated: z.array(stepNameSchema),
  /** what the original did, which stays */
  effects: z.array(z.string()),
});
export type ReplayPlanView = z.infer<typeof replayPlanSchema>;

/** How many runs that were tried again went, one by one. */
export const retriedRunsSchema = z.object({
  runs: z.array(
    z.discriminatedUnion("retried", [
      z.object({ id: z.string(), retried: z.literal(true) }),
      z.object({ id: z.string(), retried: z.literal(false), code: z.string(), message: z.string() }),
    ]),
  ),
  retried: z.int(),
  /** how many more failed runs the filter finds */
  left: z.int(),
});
export type RetriedRuns = z.infer<typeof retriedRunsSchema>;

/** A run that was started over the API, as its caller is answered. */
export const startedRunSchema = z.object({
  runId: z.string(),
  status: z.union([z.literal("accepted"), runStatusSchema]),
  /** what the run answered while it goes on */
  answer: z.unknown(),
  /** what came of it, where it is over already */
  summary: z.string().nullable(),
});
