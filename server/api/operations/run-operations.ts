import { z } from "zod";
import {
  bulkRetryRuns,
  cancelRun,
  getRun,
  listRuns,
  pauseRun,
  replayPlan,
  replayRun,
  resumeRun,
  retryRun,
} from "#server/domains/run/index.ts";
import {
  replayedRunSchema,
  replayPlanSchema,
  retriedRunsSchema,
  runDetailSchema,
  runRowSchema,
  runStatusSchema,
  steeredRunSchema,
} from "#server/domains/run/schema.ts";
import { compensateRun } from "#server/effects/index.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation, writeOperation } from "./define.ts";
import { startRunOperation } from "./start-run-operation.ts";

const id = idField("run");
const reason = z.string().trim().max(500).optional().describe("Why, in a sentence; kept in the audit trail");
const from = z
  .string()
  .min(1)
  .max(300)
  .describe("Path of the step as the run's timeline has it, e.g. draft-reply or each-invoice[3]/remind");

/** Reading and steering runs. */
export const runOperations: readonly Operation[] = [
  readOperation({
    name: "list_runs",
    title: "List runs",
    description: "Runs of workflows, newest first, one page at a time.",
    path: "/runs",
    scope: "runs:read",
    input: z.strictObject({
      status: runStatusSchema.optional().describe("Only runs with this status"),
      paused: z.boolean().optional().describe("Only runs that are paused, or only those that are not"),
      workflow: z.string().max(100).optional().describe("Only runs of the workflow with this id"),
      contactId: z.uuid().optional().describe("Only runs about this contact"),
      cursor: z.string().max(100).optional().describe("nextCursor of the page before"),
      limit: z.int().min(1).max(100).optional().describe("Rows of a page; 50 by default"),
    }),
    output: z.object({ runs: z.array(runRowSchema), nextCursor: z.string().nullable() }),
    query: listRuns,
  }),
  readOperation({
    name: "get_run",
    title: "Read a run",
    description:
      "The whole story of one run: its timeline, proposals, effects, audit entries, and the runs it has to do with.",
    path: "/runs/{id}",
    scope: "runs:read",
    input: z.strictObject({ id }),
    output: runDetailSchema,
    query: getRun,
  }),
  writeOperation({
    name: "pause_run",
    title: "Pause a run",
    description:
      "Stops a run and its sub-runs where they are: no further step begins and no effect is called until it is resumed. What is being called at this moment ends as it ends.",
    path: "/runs/{id}/pause",
    scope: "runs:write",
    input: z.strictObject({ id, reason }),
    output: steeredRunSchema,
    idempotent: true,
    command: pauseRun,
  }),
  writeOperation({
    name: "resume_run",
    title: "Resume a run",
    description: "Lets a paused run go on; what was approved meanwhile is carried out.",
    path: "/runs/{id}/resume",
    scope: "runs:write",
    input: z.strictObject({ id }),
    output: steeredRunSchema,
    idempotent: true,
    command: resumeRun,
  }),
  writeOperation({
    name: "cancel_run",
    title: "Cancel a run",
    description:
      "Ends a run and its sub-runs for good: no further step begins and its open proposals are withdrawn. Effects that happened stay; nothing is taken back.",
    path: "/runs/{id}/cancel",
    scope: "runs:write",
    input: z.strictObject({ id, reason }),
    output: steeredRunSchema,
    destructive: true,
    idempotent: true,
    command: cancelRun,
  }),
  writeOperation({
    name: "retry_run",
    title: "Retry a run",
    description: "Tries a failed run again from the step that failed. What was completed is not done again.",
    path: "/runs/{id}/retry",
    scope: "runs:write",
    input: z.strictObject({ id }),
    output: steeredRunSchema,
    command: retryRun,
  }),
  writeOperation({
    name: "compensate_run",
    title: "Take a run back",
    description:
      "Reverses what a failed run did, effect by effect, the newest first. Our own records are put back at once; what leaves the company asks, and of a run that did not fail everything does. What cannot be taken back stands in a review task.",
    path: "/runs/{id}/compensate",
    scope: "runs:write",
    input: z.strictObject({
      id,
      because: reason,
      anyEnd: z
        .boolean()
        .optional()
        .describe("Also a run that succeeded or was cancelled: then each reversal asks you"),
    }),
    output: z.object({
      id: z.string(),
      round: z.int().describe("How often this was asked of the run, 1 for the first"),
    }),
    destructive: true,
    command: compensateRun,
  }),
  readOperation({
    name: "plan_replay",
    title: "Look at a replay",
    description: "What a replay of a run from one of its steps would keep and what it would do again. Changes nothing.",
    path: "/runs/{id}/replay",
    scope: "runs:read",
    input: z.strictObject({ id, from }),
    output: replayPlanSchema,
    query: replayPlan,
  }),
  writeOperation({
    name: "replay_run",
    title: "Replay a run",
    description:
      "Repeats a run that is over from one of its steps, as a new, linked run. Steps before are taken over; the rest is done again and proposes anew. The original and its effects stay, so effects may happen a second time once they are approved.",
    path: "/runs/{id}/replay",
    scope: "runs:write",
    input: z.strictObject({
      id,
      from,
      input: z.record(z.string(), z.unknown()).optional().describe("In place of what the original was started with"),
    }),
    output: replayedRunSchema,
    destructive: true,
    command: replayRun,
  }),
  writeOperation({
    name: "bulk_retry_runs",
    title: "Retry many runs",
    description:
      "Tries many failed runs again: those named by id, or the oldest hundred that a filter finds. Each answers for itself; `left` counts what the filter still finds.",
    path: "/runs/bulk-retry",
    scope: "runs:write",
    input: z.strictObject({
      ids: z.array(z.uuid()).min(1).max(100).optional().describe("The runs; leave out to use the filter"),
      filter: z
        .strictObject({
          workflow: z.string().min(1).max(100).optional().describe("Only runs of the workflow with this id"),
          error: z.string().trim().min(1).max(200).optional().describe("Text that stands in the failure"),
          since: z.iso.datetime({ offset: true }).optional().describe("Failed at or after this time (RFC 3339)"),
        })
        .optional()
        .describe("Which failed runs; leave out to name them"),
    }),
    output: retriedRunsSchema,
    command: bulkRetryRuns,
  }),
  startRunOperation,
];
